import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createKnownRedact, createRedact, MAX_REDACTED_LENGTH } from '../../src/redact.ts';
import { buildBeginningsPattern } from '../../src/search/highlight/beginnings.ts';
import { cpuMs } from '../support/cpu-time.ts';
import {
  buildersOfPatterns,
  collectPatterns,
  EXCEPTIONS,
  findCap,
  findException,
  MAX_LENGTH,
  type Pattern,
  pumped,
  readVerdicts,
  toKey,
  type Verdict,
} from '../support/patterns.ts';
import { judgePattern, SAME_EVERYWHERE } from './judge-pattern.ts';

const MAX_MS = 50;

/** Files that make patterns while they run, of words or secrets that they escape. */
const BUILT_WHILE_RUNNING = ['src/search/highlight/beginnings.ts', 'src/redact.ts'];

const patterns = await collectPatterns();
const verdicts = readVerdicts();
const shown = ({ file, source, flags }: Pattern) => `${file} /${source}/${flags}`;

describe('regular expressions', () => {
  it('are found, also those that are put together', () => {
    expect(patterns.length).toBeGreaterThan(650);
    expect(patterns.filter(({ file }) => file === 'src/summary/text/contacts.ts').length).toBeGreaterThan(20);
    expect(new Set(patterns.map(({ file }) => file))).toContain('src/summary/grounding/number-words.ts');
    const built = Object.keys(buildersOfPatterns());
    const unseen = built.filter((file) => !patterns.some((pattern) => pattern.file === file));
    expect(unseen.filter((file) => !BUILT_WHILE_RUNNING.includes(file))).toEqual([]);
  });

  it('have each been checked (`npm run patterns` asks recheck about new ones)', () => {
    expect(patterns.filter((pattern) => verdicts[toKey(pattern)] === undefined).map(shown)).toEqual([]);
  });

  it('take linear time, or are listed with a reason and a length', () => {
    const others = patterns.filter((pattern) => verdicts[toKey(pattern)]?.complexity !== 'linear');
    expect(others.filter((pattern) => findException(pattern) === undefined).map(shown)).toEqual([]);
  });

  it('that are listed are there', () => {
    const listed = EXCEPTIONS.filter(
      ({ file }) => !patterns.some((pattern) => pattern.file.startsWith(file)),
    );
    expect(listed).toEqual([]);
  });
});

/** From harmless to harmful; where recheck comes to no end, it says nothing. */
const COMPLEXITIES: ReadonlyArray<Verdict['complexity']> = ['linear', 'polynomial', 'exponential'];

/** Other patterns every day, the same ones all day. */
const DAY = new Date().toISOString().slice(0, 10);
const JUDGED_A_DAY = 12;
/** After so long no other one is begun. */
const BEGIN_WITHIN_MS = 10_000;

function choosePatterns(): Pattern[] {
  const byKey = new Map(patterns.map((pattern) => [toKey(pattern), pattern]));
  const hash = (key: string) => createHash('sha256').update(`${DAY} ${key}`).digest('hex');
  const keys = [...byKey.keys()].toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
  return keys.slice(0, JUDGED_A_DAY).flatMap((key) => byKey.get(key) ?? []);
}

/** Those that recheck calls worse than these verdicts do. */
async function findWorse(judged: readonly Pattern[], said: Readonly<Record<string, Verdict>>) {
  const begun = performance.now();
  const worse: string[] = [];
  for (const pattern of judged) {
    if (performance.now() - begun > BEGIN_WITHIN_MS) break;
    const { complexity } = await judgePattern(pattern, SAME_EVERYWHERE);
    const known = said[toKey(pattern)]?.complexity ?? 'linear';
    if (COMPLEXITIES.indexOf(complexity) > COMPLEXITIES.indexOf(known))
      worse.push(`${complexity}: ${shown(pattern)}`);
  }
  return worse;
}

describe('recheck itself', () => {
  it.each([
    ['exponential', '^(a+)+$'],
    ['polynomial', '\\s+$'],
  ])('finds a pattern of %s time whose verdict says that it is linear: %s', async (complexity, source) => {
    const slow = { file: 'a.ts', source, flags: '' };
    const linear = { [toKey(slow)]: { complexity: 'linear' as const } };
    expect(await findWorse([slow], linear)).toEqual([`${complexity}: ${shown(slow)}`]);
  });

  it(`judges no pattern of the day as worse than is written down (seed ${DAY})`, async () => {
    process.stdout.write(`recheck judges patterns with the seed ${DAY}\n`);
    expect(await findWorse(choosePatterns(), verdicts)).toEqual([]);
  });
});

/** What makes patterns slow: runs of one kind of character, and things that open and never close. */
const RUNS = [
  ' ',
  '\t',
  '\n',
  'a',
  'A',
  '0',
  'я',
  '漢',
  '.',
  ',',
  '-',
  '_',
  ')',
  '(',
  '[',
  ']',
  '"',
  '#',
  '$',
  '@',
];
const PAIRS = [
  'a ',
  'A.',
  '0.',
  'a-',
  '[a](',
  '![',
  ' and ',
  ' page:1',
  '"a ',
  '$a',
  ' ,',
  '. ',
  'Aa0 ',
  ': ',
];

/** What a secret can be spelled with. */
const ESCAPES = ['\\', '%', '%25', '&', '&amp;', '&#', '&#0', '&#x0', '\\u', '\\u0', '\\u00', '/', '+', '='];
const SECRETS = {
  'a token': ['xoxb', '1234567890123', '1234567890123', 'AbCdEfGhIjKlMnOpQrStUvWx'].join('-'),
  'a long token': `key-${'abcdefghij'.repeat(60)}`,
  'one character': 'a'.repeat(64),
  digits: '0'.repeat(16),
  'a password with backslashes and quotation marks': '\\\\\\"abc"\\\\',
  backslashes: '\\'.repeat(16),
  slashes: '/'.repeat(20),
  'what HTML and addresses escape with': '&amp;&%25%25#&#x&',
  'letters of other scripts': 'pässwörtchen漢字😀',
  'zeros in base64': Buffer.alloc(48).toString('base64'),
};

/** Runs, what recheck found, and what the pattern itself is written with. */
function attacksOn(pattern: Pattern): string[] {
  const longest = findCap(pattern, verdicts);
  const { attack } = verdicts[toKey(pattern)] ?? {};
  const words = [...new Set(pattern.source.match(/\p{L}{3,}/gu))].slice(0, 6);
  const own = words.flatMap((word) => [word, `${word} `]);
  return [
    ...(attack ? [pumped(attack, longest)] : []),
    ...repeatAll(longest),
    ...own.map((piece) => repeatPiece(piece, longest)),
  ];
}

/** By length: every pattern is tried on the same texts. */
const repeated = new Map<number, readonly string[]>();

function repeatAll(length: number): readonly string[] {
  const known = repeated.get(length) ?? [...RUNS, ...PAIRS].map((piece) => repeatPiece(piece, length));
  repeated.set(length, known);
  return known;
}

function repeatPiece(pump: string, length: number): string {
  return pumped({ pumps: [{ prefix: '', pump }], suffix: '\u0000' }, length);
}

/** Once over the whole text, as `replace` and `matchAll` go, or up to the first match. */
function run({ source, flags }: Pattern, text: string): () => void {
  const pattern = new RegExp(source, flags);
  return () => {
    if (pattern.global) text.replace(pattern, '');
    else pattern.test(text);
  };
}

describe('every pattern', () => {
  it(`takes less than ${MAX_MS} ms for the worst text that it can get`, () => {
    const slow = patterns.flatMap((pattern) =>
      attacksOn(pattern).flatMap((text) => {
        const once = run(pattern, text);
        let ms = cpuMs(once);
        // A pattern is compiled on its way; what is slow is slow again.
        if (ms >= MAX_MS) ms = cpuMs(once, 3);
        return ms >= MAX_MS
          ? [`${Math.round(ms)} ms: ${shown(pattern)} on ${JSON.stringify(text.slice(0, 40))}`]
          : [];
      }),
    );
    expect(slow).toEqual([]);
  }, 300_000);

  it.each(Object.entries(SECRETS))('that is made of a secret does, too: %s', (_what, secret) => {
    const parts = [secret.slice(0, -1), secret.slice(0, 2), secret.slice(0, 1)];
    const escaped = [...secret.slice(0, 12)].map((character) => '\\'.repeat(8) + character);
    const texts = [...RUNS, ...PAIRS, ...ESCAPES, ...parts, ...escaped];
    const slow = [createKnownRedact([secret]), createRedact([secret])].flatMap((redact) =>
      texts.flatMap((text) => {
        const long = text.repeat(MAX_REDACTED_LENGTH / text.length);
        const ms = cpuMs(() => void redact(long), 3);
        return ms >= MAX_MS ? [`${Math.round(ms)} ms on ${JSON.stringify(text)}`] : [];
      }),
    );
    expect(slow).toEqual([]);
  });

  it('that is made of the words of a query does, too', () => {
    const pattern = buildBeginningsPattern(['gpt4o', 'happi', 'm3', 'a', '日本', 'x+y']);
    for (const text of [...RUNS, ...PAIRS, 'g-p-', "m'", 'ha-']) {
      const long = text.repeat(MAX_LENGTH / text.length);
      expect(cpuMs(() => long.replace(pattern ?? /$/, ''), 3)).toBeLessThan(MAX_MS);
    }
  });
});
