import { type EditCosts, editDistance } from '../../core/text/edit-distance.ts';

/** The letters as they are on a keyboard; each row is pushed a little to the right. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const PUSHED = [0, 0.25, 0.75];
const KEYS = new Map(
  ROWS.flatMap((row, y) => [...row].map((letter, x) => [letter, { x: x + (PUSHED[y] ?? 0), y }] as const)),
);

/** What the commonest misspellings count, in letters: a neighboring key or two letters swapped; and a letter twice or once. */
const LIGHT = 0.5;
const LIGHTEST = 0.4;

/** One letter in this many may be wrong. */
const LETTERS_PER_CHANGE = 5;
/** More changes than that make another word. */
const MAX_CHANGES = 2;

/** How much of a word may be wrong, in letters; see `countWrongLetters`. */
export function countWrongAllowed({ length }: string): number {
  return Math.min(MAX_CHANGES, length / LETTERS_PER_CHANGE);
}

/** How many letters may be changed at most for that. */
export function countChangesAllowed(word: string): number {
  return Math.min(MAX_CHANGES, Math.floor(countWrongAllowed(word) / LIGHTEST));
}

function areNeighbors(a: string, b: string): boolean {
  const [one, other] = [KEYS.get(a), KEYS.get(b)];
  return one !== undefined && other !== undefined && Math.hypot(one.x - other.x, one.y - other.y) < 1.3;
}

/**
 * How wrong `typed` is where `meant` was meant, in letters: one inserted, dropped or replaced counts 1, one of the
 * commonest misspellings half or less; anything above `limit` is Infinity.
 */
export function countWrongLetters(typed: string, meant: string, limit: number): number {
  if (Math.abs(typed.length - meant.length) * LIGHTEST > limit) return Number.POSITIVE_INFINITY;
  return editDistance(typed, meant, COSTS, limit);
}

/** What it counts to type a letter that is not meant, or to miss one: little where its neighbor is the same. */
function computeLetterCost(word: string, at: number): number {
  return word[at] === word[at - 1] || word[at] === word[at + 1] ? LIGHTEST : 1;
}

const COSTS: EditCosts = {
  omit: computeLetterCost,
  replace: (a, b) => (areNeighbors(a, b) ? LIGHT : 1),
  swap: LIGHT,
};
