import { STOP_WORDS } from './stop-words.ts';
import { listWords, type WordPositions } from './text-words.ts';

/** What is searched for in a text: a phrase, or words near each other. */
export interface Term {
  /** Words next to each other, in their order. */
  readonly isPhrase: boolean;
  /** What was typed between spaces, each as its parts: `multi-agent systems` is `[[multi, agent], [system]]`. */
  readonly units: ReadonlyArray<readonly string[]>;
}

/**
 * How many other words may be between the words of a term. Measured on the recorded days: 4 finds `generation of long
 * videos`, and 10 begins to join words of two different sentences.
 */
const MAX_BETWEEN = 4;
/** More words than this are a text, not a term. */
const MAX_UNITS = 40;

/** Parses a term: in quotes a phrase, otherwise words in any order, without stop words. */
export function readTerm(text: string): Term {
  const quoted = /^["“„](.*?)["”]?$/s.exec(text.trim())?.[1];
  const units = (quoted ?? text)
    .split(/\s+/)
    .map(listWords)
    .filter((parts) => parts.length > 0)
    .slice(0, MAX_UNITS);
  if (quoted !== undefined) return { isPhrase: true, units };
  const significant = units.filter(([word = '', ...others]) => others.length > 0 || !STOP_WORDS.has(word));
  return { isPhrase: false, units: significant.length > 0 ? significant : units };
}

/** Whether a text has the term: its phrase, or all of its words near each other in any order. */
export function matchesTerm(words: WordPositions, { isPhrase, units }: Term): boolean {
  if (units.length === 0) return false;
  if (isPhrase || units.length === 1) return findUnitPositions(words, units.flat()).length > 0;
  const positions = units.map((_, i) => findNearPositions(words, units, i));
  if (positions.some(({ length }) => length === 0)) return false;
  return areNear(positions, units.flat().length + MAX_BETWEEN);
}

/** Whether a text has all of the words, anywhere. */
export function hasAllWords(words: WordPositions, { isPhrase, units }: Term): boolean {
  if (isPhrase) return matchesTerm(words, { isPhrase, units });
  return units.length > 0 && units.every((_, i) => findNearPositions(words, units, i).length > 0);
}

/** Whether a text has one of the words. */
export function hasAnyWord(words: WordPositions, { units }: Term): boolean {
  return units.some((_, i) => findNearPositions(words, units, i).length > 0);
}

/** The positions where the parts are next to each other, or are written as one word. */
function findUnitPositions(words: WordPositions, parts: readonly string[]): readonly number[] {
  const [first = '', ...others] = parts;
  const starts = words.get(first) ?? [];
  if (others.length === 0) return starts;
  const rest = others.map((part) => new Set(words.get(part) ?? []));
  const apart = starts.filter((start) => rest.every((positions, i) => positions.has(start + i + 1)));
  return [...apart, ...(words.get(parts.join('')) ?? [])];
}

/** The positions of a unit, also written as one word with its neighbor: `multi agent` has one position in `multiagent`. */
function findNearPositions(words: WordPositions, units: Term['units'], i: number): readonly number[] {
  const own = units[i] ?? [];
  const joined = [units.slice(i - 1, i + 1), units.slice(i, i + 2)].filter(({ length }) => length === 2);
  return [
    ...findUnitPositions(words, own),
    ...joined.flatMap((pair) => words.get(pair.flat().join('')) ?? []),
  ];
}

/** Whether one position of each can be chosen so that all are within `width` positions. */
function areNear(positions: ReadonlyArray<readonly number[]>, width: number): boolean {
  const all = positions
    .flatMap((positions, unit) => positions.map((position) => ({ position, unit })))
    .toSorted((a, b) => a.position - b.position);
  const counts = positions.map(() => 0);
  let missing = positions.length;
  let from = 0;
  for (const { position, unit } of all) {
    if (counts[unit] === 0) missing -= 1;
    counts[unit] = (counts[unit] ?? 0) + 1;
    for (let first = all[from]; first && position - first.position >= width; first = all[++from]) {
      counts[first.unit] = (counts[first.unit] ?? 0) - 1;
      if (counts[first.unit] === 0) missing += 1;
    }
    if (missing === 0) return true;
  }
  return false;
}
