import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseAst } from 'rolldown/parseAst';
import { PAPER_LIMITS } from '../../src/core/paper/paper-limits.ts';
import { MAX_REDACTED_LENGTH } from '../../src/redact.ts';
import { MAX_WORD } from '../../src/search/text/compound.ts';
import { MAX_CHARACTERS, MAX_HEADING_LENGTH } from '../../src/sources/full-text/sections.ts';
import { MAX_TEXT_LENGTH as MAX_AUTHORS_LENGTH } from '../../src/sources/import/authors.ts';
import { MAX_SENTENCE_LENGTH } from '../../src/summary/extractive/extractive.ts';
import { MAX_GROWTH } from '../../src/summary/grounding/names.ts';
import { MAX_SOURCE_LENGTH } from '../../src/summary/model/source-text.ts';
import { LOOKED_AT } from '../../src/summary/text/undisguise.ts';
import { listSources } from './read-imports.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const FOLDERS = ['src', 'commands', 'adapters'];

/** The longest text that a pattern reads, but for those of the files below: the longest line of a full text. */
export const MAX_LENGTH = 100_000;

/** Files with patterns that read longer texts, and how long these are; `test/parsing/long-texts.test.ts` looks for others. */
export const LONGER_TEXTS: ReadonlyMap<string, number> = new Map([
  // All that is read of a full text, and what a summary is checked against.
  ['src/summary/text/sentences.ts', MAX_CHARACTERS],
  ['src/summary/text/tokens.ts', MAX_CHARACTERS],
  ...[
    'src/summary/grounding/names.ts',
    'src/summary/grounding/numbers.ts',
    'src/summary/grounding/number-words.ts',
    'src/summary/grounding/versions.ts',
    'src/summary/text/digits.ts',
    'src/summary/text/words.ts',
  ].map((file) => [file, MAX_SOURCE_LENGTH + MAX_GROWTH] as const),
  // A list of thousands of authors in one text.
  ['src/sources/import/authors.ts', MAX_AUTHORS_LENGTH],
]);

export interface Exception {
  /** The file, or the beginning of the names of several. */
  readonly file: string;
  /** The longest text that its patterns get: where the code cuts it. */
  readonly longest: number;
  readonly reason: string;
}

/**
 * Patterns that recheck calls polynomial and that may stay: why, and how long a text they get at most. They are measured with such a
 * text (`test/house/patterns.test.ts`), and it is held that they get no longer one and do get one (`test/parsing/long-texts.test.ts`).
 */
export const EXCEPTIONS: readonly Exception[] = [
  { file: 'src/summary/text/instructions.ts', longest: LOOKED_AT, reason: 'windows of words' },
  { file: 'src/summary/text/appeals.ts', longest: LOOKED_AT, reason: 'windows of words' },
  { file: 'src/summary/text/contacts.ts', longest: LOOKED_AT, reason: 'runs of digits' },
  { file: 'src/summary/extractive/', longest: MAX_SENTENCE_LENGTH, reason: 'windows of words' },
  {
    file: 'src/summary/text/sentences.ts',
    longest: MAX_CHARACTERS,
    reason: 'marks and brackets end a run: it is read once',
  },
  { file: 'src/sources/full-text/sections.ts', longest: MAX_HEADING_LENGTH, reason: 'headings' },
  { file: 'src/search/text/compound.ts', longest: MAX_WORD, reason: 'one word' },
  {
    file: 'src/core/text/tex.ts',
    longest: PAPER_LIMITS.title,
    reason: 'a title; a dollar ends the run: it is read once',
  },
  {
    file: 'src/redact.ts',
    longest: MAX_REDACTED_LENGTH,
    reason: 'the first part of a token has thirty characters at most',
  },
];

/** The one by which a pattern may stay that does not take linear time. */
export function findException({ file }: Pattern): Exception | undefined {
  return EXCEPTIONS.find((one) => file.startsWith(one.file));
}

/** The longest text that a pattern may get, in characters. */
export function findCap(pattern: Pattern, verdicts: Readonly<Record<string, Verdict>>): number {
  const isLinear = verdicts[toKey(pattern)]?.complexity === 'linear';
  const exception = isLinear ? undefined : findException(pattern);
  return exception?.longest ?? LONGER_TEXTS.get(pattern.file) ?? MAX_LENGTH;
}

/** A regular expression of the code, and where it is. */
export interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** What is known of a pattern's worst case, and by what input it was found. */
export interface Verdict {
  readonly complexity: 'linear' | 'polynomial' | 'exponential' | 'unknown';
  readonly attack?: Attack;
}

/** `base` times as many of each pump behind its prefix, then the suffix. */
export interface Attack {
  readonly pumps: ReadonlyArray<{ readonly prefix: string; readonly pump: string }>;
  readonly suffix: string;
}

export const VERDICTS = join(ROOT, 'test/house/pattern-verdicts.json');

export function readVerdicts(): Record<string, Verdict> {
  return JSON.parse(readFileSync(VERDICTS, 'utf8')) as Record<string, Verdict>;
}

/** A short name of a pattern, which identifies its verdict. */
export function toKey({ source, flags }: Pick<Pattern, 'source' | 'flags'>): string {
  return createHash('sha256').update(`/${source}/${flags}`).digest('hex').slice(0, 16);
}

/** Every pattern: literals as the parser finds them, and those that modules put together while they load. */
export async function collectPatterns(): Promise<Pattern[]> {
  const files = listSources(ROOT, FOLDERS);
  const literals = files.flatMap((file) => scan(file).literals.map((found) => ({ file, ...found })));
  const building = files.filter((file) => scan(file).built > 0);
  return [...literals, ...(await patternsBuiltBy(building))];
}

/** Files that call `RegExp`, with how often. */
export function buildersOfPatterns(): Record<string, number> {
  const counts = listSources(ROOT, FOLDERS).map((file) => [file, scan(file).built] as const);
  return Object.fromEntries(counts.filter(([, built]) => built > 0));
}

const scanned = new Map<string, { literals: Array<Omit<Pattern, 'file'>>; built: number }>();

function scan(file: string): { literals: Array<Omit<Pattern, 'file'>>; built: number } {
  const known = scanned.get(file);
  if (known) return known;
  const found = { literals: [] as Array<Omit<Pattern, 'file'>>, built: 0 };
  const nodes: unknown[] = [parseAst(readFileSync(join(ROOT, file), 'utf8'), { lang: 'ts' })];
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if ('regex' in node && isRegex(node.regex))
      found.literals.push({ source: node.regex.pattern, flags: node.regex.flags });
    if ('callee' in node && isCalled(node.callee, 'RegExp')) found.built += 1;
    nodes.push(...Object.values(node));
  }
  scanned.set(file, found);
  return found;
}

function isRegex(value: unknown): value is { pattern: string; flags: string } {
  return typeof value === 'object' && value !== null && 'pattern' in value && 'flags' in value;
}

function isCalled(callee: unknown, name: string): boolean {
  return typeof callee === 'object' && callee !== null && 'name' in callee && callee.name === name;
}

/** Loads the modules while `RegExp` keeps what is made with it. */
async function patternsBuiltBy(files: readonly string[]): Promise<Pattern[]> {
  const built: Pattern[] = [];
  const Original = globalThis.RegExp;
  for (const file of files) {
    globalThis.RegExp = new Proxy(Original, {
      construct(target, args: ConstructorParameters<typeof RegExp>) {
        const made = new target(...args);
        built.push({ file, source: made.source, flags: made.flags });
        return made;
      },
    });
    try {
      await import(join(ROOT, file));
    } finally {
      globalThis.RegExp = Original;
    }
  }
  return built;
}

/** The input of an attack, pumped up to `length` characters. */
export function pumped({ pumps, suffix }: Attack, length: number): string {
  const fixed = suffix.length + pumps.reduce((sum, { prefix }) => sum + prefix.length, 0);
  const once = pumps.reduce((sum, { pump }) => sum + pump.length, 0);
  const times = Math.max(1, Math.floor((length - fixed) / Math.max(1, once)));
  return pumps.map(({ prefix, pump }) => prefix + pump.repeat(times)).join('') + suffix;
}
