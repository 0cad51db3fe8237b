import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');

/** Words that had a meaning in this house alone, and what is said instead. They are looked for inside of names, too. */
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
};

/** Names that are gone for good, as they were spelled. */
const NAMES = [
  'createDoor',
  'HttpDoor',
  'climbDown',
  'isHasty',
  'tellGap',
  'gapTeller',
  'tellOwner',
  'tellFollowers',
  'seedsFor',
  'LatentPlaces',
  'noteUpdates',
  'printAside',
  'inOurWords',
  'notForgetting',
];

/** In these parts the bot's own reactions were once called seeds; elsewhere a seed starts random numbers. */
const PRESET_PARTS = /^(?:adapters|commands|src\/(?:core|jobs|store))\/|^test\/(?:adapters|jobs|commands)\//;

/** What may say such a word, with the reason. */
const EXCEPTIONS: ReadonlyArray<readonly [path: RegExp, line: RegExp, why: string]> = [
  [
    /^(?:src\/store|test\/store)\/|^PRIVACY\.md$|^test\/house\/privacy/,
    /\b(?:shelf|shelf_key|follow_told|follow_told_key|FollowTold\w*)\b/,
    'tables that 0.1.0 made',
  ],
  [
    /^test\/(?:summary|sources|search)\//,
    /['"`‘“]/,
    'papers, prompts and model answers of tests quote what people write',
  ],
  [
    /^src\/summary\/(?:text|model\/prompt|extractive)/,
    /[/'"`(]/,
    'patterns and prompts quote what people write',
  ],
  [/^adapters\/slack\/|^test\//, /slackWorkspaceNotTold|slack-workspace-not-told/, 'a stored code'],
  [/^docs\/adr\/0009/, /well-kept/, 'the plain word for a library'],
];

const files = execFileSync(
  'git',
  ['ls-files', 'src', 'commands', 'adapters', 'loopback', 'playground', 'bench', 'test', 'docs', '*.md'],
  { cwd: ROOT, encoding: 'utf8' },
)
  .split('\n')
  .filter((file) => /\.(?:tsx?|md|css)$/.test(file))
  .filter((file) => file !== 'CHANGELOG.md' && !file.endsWith('vocabulary.test.ts'));

/** `SEEN_keptByUs` as its words: `seen kept by us`. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g)].map(([word]) => word.toLowerCase());
}

function complaintsOf(file: string, line: string): string[] {
  if (EXCEPTIONS.some(([path, said]) => path.test(file) && said.test(line))) return [];
  const words = new Set(wordsOf(line));
  const found = Object.entries(WORDS).filter(([word]) => words.has(word));
  const named = NAMES.filter((name) => line.includes(name)).map((name) => [name, 'its new name'] as const);
  const isPreset =
    PRESET_PARTS.test(file) && (words.has('seed') || words.has('seeds') || words.has('seeded'));
  return [...found, ...named, ...(isPreset ? [['seed', 'preset reaction'] as const] : [])].map(
    ([word, better]) => `${file}: "${word}" is called ${better}: ${line.trim().slice(0, 100)}`,
  );
}

describe('the words of the field', () => {
  it('are in names, comments, titles and documents, and those of the house are gone', () => {
    const complaints = files.flatMap((file) =>
      readFileSync(join(ROOT, file), 'utf8')
        .split('\n')
        .flatMap((line) => complaintsOf(file, line)),
    );
    expect(complaints.join('\n')).toBe('');
    expect(files.length).toBeGreaterThan(500);
  });

  it('are looked for inside of names', () => {
    for (const line of ['const keptSince = 1;', 'MOST_TOLD', '// as it was told', 'isKept', 'followTold('])
      expect(complaintsOf('src/a.ts', line), line).not.toEqual([]);
    expect(complaintsOf('src/a.ts', 'const folder = keeper.toldo;')).toEqual([]);
    expect(complaintsOf('src/jobs/a.ts', 'seedsOf')).not.toEqual([]);
    expect(complaintsOf('src/search/a.ts', 'seed')).toEqual([]);
  });
});
