import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Words that had a meaning in this code alone, and what is said instead. They are looked for inside of names, too. */
const WORDS: Readonly<Record<string, string>> = {
  told: 'notified, reported, logged, shown',
  untold: 'pending',
  kept: 'saved, stored, cached',
  shelf: 'reading list',
  shelves: 'reading lists',
  wire: 'traffic, payload',
  wires: 'traffic, payloads',
  pacer: 'rate limiter',
  lane: 'worker',
  lanes: 'workers',
  ladder: 'fallback chain',
  rung: 'provider',
  rungs: 'providers',
  patience: 'retry, timeout',
  hasty: 'failFast',
  overlay: 'delta index',
  nearness: 'cosine similarity',
  hopeful: 'candidates',
  heal: 'rebuild',
  revive: 'restart',
  whisper: 'ephemeral',
  mend: 'fix',
  mends: 'fixes',
  mended: 'fixed',
  mending: 'fixing',
  door: 'server, client, link',
  doors: 'servers, clients, links',
  anew: 'again',
  stands: 'is, appears, counts',
  stood: 'was',
  tells: 'says, shows, notifies',
  telling: 'significant, saying, notifying',
  reckon: 'compute',
  reckoned: 'computed',
  aside: 'separate, on stderr, parenthetical',
  holding: 'with, containing, nested',
  mistakes: 'errors, validation errors',
  blanks: 'spaces',
};

/** British spellings, each with the American one. They are looked for inside of names, too. */
const BRITISH: ReadonlyArray<readonly [word: RegExp, american: string]> = [
  [/^(?:mis)?spelt$|^(?:un)?learnt$|^(?:burnt|dreamt|leant)$/, 'ends with -ed'],
  [
    /^(?:un|re)?(?:cancel|channel|dial|fuel|label|level|marshal|model|signal|total|travel|tunnel)l(?:ed|ing|ers?)$/,
    'one l',
  ],
  [
    /^(?:dis|un)?(?:armour|behaviour|colour|endeavour|favour|flavour|harbour|honour|humour|labour|neighbour|rigour|rumour|vigour)/,
    '-or',
  ],
  [/^(?:analogue|catalogue)/, '-log'],
  // Greylisting is how RFC 6647 spells it.
  [/^grey(?!list)/, 'gray'],
  [/^(?:calibre|centre|fibre|litre|lustre|metre|spectre|theatre)/, '-er'],
  [/^(?:defence|licence|offence|pretence)/, '-se'],
  [/^(?:acknowledgement|judgement)/, 'without e'],
  [/^(?:afterwards|backwards|downwards|inwards|onwards|outwards|towards|upwards)$/, 'without s'],
  [/^(?:amongst|whilst)$/, 'among, while'],
  [
    /^(?:re|un)?(?:anonym|apolog|author|capital|categor|central|character|critic|custom|emphas|final|general|harmon|initial|local|maxim|memor|minim|modern|normal|optim|organ|penal|priorit|quant|random|real|recogn|sanit|serial|special|stabil|standard|summar|symbol|synchron|token|util|vector|visual)is(?:e[ds]?|ers?|ing|ations?)$/,
    '-ize',
  ],
  [/^(?:analys|catalys|paralys)(?:ed?|ers?|ing)$/, '-yze'],
  [
    /^(?:ageing|artefacts?|cheques?|enrol|fulfil|instal|mould|programmes?|queueing|sceptic|skilful|speciality)$/,
    'American',
  ],
];

/** Names that are gone, as they were spelled. */
const NAMES = [
  'createDoor',
  'HttpDoor',
  'climbDown',
  'isHasty',
  'tellGap',
  'gapTeller',
  'tellOwner',
  'tellFollowers',
  'speakTo',
  'Surroundings',
  'wantShown',
  'seedsFor',
  'LatentPlaces',
  'noteUpdates',
  'printAside',
  'inOurWords',
  'notForgetting',
  'byHand',
  'tooLate',
];

/** Words that are good English, and vague as the name of a thing or of a function. They are looked for in names alone. */
const VAGUE_NAMES: Readonly<Record<string, string>> = {
  keep: 'save, make, limit, filter',
  keeps: 'saves',
  keeping: 'saving, maintenance',
  place: 'channel, destination, position, rank, vector',
  places: 'channels, destinations, positions, ranks, vectors',
  placed: 'with its position',
  noted: 'recorded',
};

/** Names that libraries and databases of 0.1.0 chose. */
const FOREIGN_NAMES = new Set(['keepAlive', 'KEEP_ALIVE_MS', 'keepAliveTimeout', 'keepOverLimit']);
const COLUMN = /^src\/store\/.*\bplace$/;

/** A function is called by what it does: `toDay`, `findOwner`, `listWords`. */
const NOUN =
  /(?:function\*?|const) (\w+Of)\b(?:\(|<\w+(?: extends [^>]+)?>\(| = (?:async )?(?:\(|\w+ =>|create))/;

/** In these parts the bot's own reactions were once called seeds; elsewhere a seed starts random numbers. */
const PRESET_PARTS = /^(?:adapters|commands|src\/(?:core|jobs|store))\/|^test\/(?:adapters|jobs|commands)\//;

/** What may say such a word, with the reason. */
const EXCEPTIONS: ReadonlyArray<readonly [path: RegExp, line: RegExp, why: string]> = [
  [
    /^src\/store\/migrations\/|^test\/store\/(?:slack-workspaces|old-)/,
    /\b(?:shelf|shelf_key|follow_told|follow_told_key)\b/,
    'tables that 0.1.0 made',
  ],
  [
    /^test\/(?:bench\/summary|summary|sources|search)\//,
    /['"`‘“]/,
    'papers, prompts and model answers of tests quote what people write',
  ],
  [
    /^src\/summary\/(?:text|model\/prompt|extractive)/,
    /[/'"`(]/,
    'patterns and prompts quote what people write',
  ],
  [
    /^adapters\/slack\/|^languages\/|^test\//,
    /slackWorkspaceNotTold|slack-workspace-not-told/,
    'a stored code',
  ],
  [/^docs\/adr\/0009/, /well-kept/, 'the plain word for a library'],
  [/./, /\bst(?:ands|ood) (?:for|in for)\b/, 'an initial stands for a name'],
  [
    /^src\/(?:core\/matching\/stop-words|summary\/(?:extractive\/trim|one-line\/cut-at-clause))/,
    /\btowards?\b/,
    'what papers write',
  ],
  [
    /^(?:src|test)\/sources\/full-text\//,
    /ltx_acknowledgements|>Acknowledgements</,
    'LaTeXML’s class, and a heading',
  ],
  [/^test\/demo\/earlier-days/, /Towards Hay/, 'a title'],
  [/^languages\/de\//, /Organisation/, 'German'],
  [/^playground\/page\//, /aria-labelledby/, 'an attribute of HTML'],
  [/^src\/summary\/extractive\/role-weights/, / =[a-z]/, 'learned weights of the words of papers'],
];

const files = execFileSync(
  'git',
  [
    ...[
      'ls-files',
      'src',
      'commands',
      'adapters',
      'languages',
      'loopback',
      'playground',
      'bench',
      'test',
      'docs',
    ],
    ...['deploy', '.ci', '.github', '*.md', '*.ts', '.env.example', '*.html', '*.css'],
  ],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) =>
    /\.(?:[cm]?[jt]sx?|md|css|html|ya?ml|service)$|\/(?:Dockerfile|run)$|^\.env\.example$/.test(file),
  )
  .filter((file) => !file.endsWith('vocabulary.test.ts'));

/** `SEEN_keptByUs` as its words: `seen kept by us`. */
function splitWords(line: string): string[] {
  return [...line.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)].map(([word]) => word.toLowerCase());
}

/** The names of variables, functions, members and properties in a source text, each once. */
function listNames(source: string, lang: 'ts' | 'tsx'): Set<string> {
  const names = new Set<string>();
  visit(parseAst(source, { lang }));
  return names;

  function visit(node: unknown): void {
    if (Array.isArray(node)) for (const part of node) visit(part);
    if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
    const { type, name } = node as { type?: string; name?: unknown };
    if ((type === 'Identifier' || type === 'PrivateIdentifier') && typeof name === 'string') names.add(name);
    for (const [key, part] of Object.entries(node)) if (key !== 'type') visit(part);
  }
}

const VAGUE = new RegExp(Object.keys(VAGUE_NAMES).join('|'), 'i');

function findVagueNames(file: string, source: string): string[] {
  // Most files have no such word at all, and need not be parsed.
  if (!VAGUE.test(source)) return [];
  return [...listNames(source, file.endsWith('x') ? 'tsx' : 'ts')]
    .filter((name) => !FOREIGN_NAMES.has(name) && !COLUMN.test(`${file} ${name}`))
    .flatMap((name) =>
      splitWords(name)
        .filter((word) => Object.hasOwn(VAGUE_NAMES, word))
        .map((word) => `${file}: "${name}" says "${word}": ${VAGUE_NAMES[word]}`),
    );
}

const americans = new Map<string, string | undefined>();

/** What is wrong with a spelling; most words come many times. */
function americanFor(word: string): string | undefined {
  if (!americans.has(word)) americans.set(word, BRITISH.find(([spelling]) => spelling.test(word))?.[1]);
  return americans.get(word);
}

function findComplaints(file: string, line: string): string[] {
  if (EXCEPTIONS.some(([path, said]) => path.test(file) && said.test(line))) return [];
  const words = new Set(splitWords(line));
  const found = Object.entries(WORDS).filter(([word]) => words.has(word));
  const british = [...words].flatMap((word) => {
    const american = americanFor(word);
    return american === undefined ? [] : [[word, `(in American) ${american}`] as const];
  });
  const named = NAMES.filter((name) => line.includes(name)).map((name) => [name, 'its new name'] as const);
  const tells = /\btell[A-Z]\w*|[a-z]Tell(?![a-z])\w*/.exec(line)?.[0];
  const noun = /^(?:adapters|commands|src)\//.test(file) ? NOUN.exec(line)?.[1] : undefined;
  const isPreset =
    PRESET_PARTS.test(file) && (words.has('seed') || words.has('seeds') || words.has('seeded'));
  return [
    ...found,
    ...british,
    ...named,
    ...(tells === undefined ? [] : [[tells, 'notify, report, show'] as const]),
    ...(noun === undefined ? [] : [[noun, 'by a verb'] as const]),
    ...(isPreset ? [['seed', 'preset reaction'] as const] : []),
  ].map(([word, better]) => `${file}: "${word}" is called ${better}: ${line.trim().slice(0, 100)}`);
}

describe('the words of the field', () => {
  it('are in names, comments, titles and documents, in American spelling', () => {
    const complaints = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line) => findComplaints(file, line)),
    );
    expect(complaints.join('\n')).toBe('');
    expect(files.length).toBeGreaterThan(500);
  });

  it('are in names where plain English is too vague', () => {
    const code = files.filter((file) => /\.tsx?$/.test(file));
    const complaints = code.flatMap((file) => findVagueNames(file, readFileSync(join(ROOT, file), 'utf8')));
    expect(complaints.join('\n')).toBe('');
    for (const source of [
      'keepClose()',
      'class A { #keep() {} }',
      'const { place } = a',
      'a.notedTerms',
      'BLANKS',
    ])
      expect(
        findVagueNames('src/a.ts', source).length + findComplaints('src/a.ts', source).length,
        source,
      ).toBe(1);
    expect(findVagueNames('src/a.ts', "// keep it in place\nagent.keepAlive = 'place'")).toEqual([]);
    expect(findVagueNames('src/store/a.ts', 'row.place')).toEqual([]);
  });

  it('are looked for inside of names', () => {
    for (const line of [
      'const keptSince = 1;',
      'MOST_TOLD',
      '// as it was told',
      'isKept',
      'followTold(',
      'tellAll()',
    ])
      expect(findComplaints('src/a.ts', line), line).not.toEqual([]);
    expect(findComplaints('src/a.ts', 'const folder = keeper.toldo;')).toEqual([]);
    for (const line of [
      'export function dayOf(a: A): Day {',
      'const dayOf = (a: A) => a.day;',
      'function itemsOf<T>(a: T)',
    ])
      expect(findComplaints('src/a.ts', line), line).not.toEqual([]);
    expect(findComplaints('src/a.ts', 'const partOf = word.parts;')).toEqual([]);
    expect(findComplaints('src/jobs/a.ts', 'seedsOf')).not.toEqual([]);
    expect(findComplaints('src/search/a.ts', 'seed')).toEqual([]);
    for (const line of [
      'isLabelled',
      'NORMALISED',
      'a colour',
      'recognises',
      'neighbours',
      'learnt',
      'towards',
    ])
      expect(findComplaints('src/a.ts', line), line).not.toEqual([]);
    for (const line of [
      'labels',
      'promise',
      'otherwise',
      'four',
      'your',
      'rises',
      'programmer',
      'cancellation',
    ])
      expect(findComplaints('src/a.ts', line), line).toEqual([]);
  });
});
