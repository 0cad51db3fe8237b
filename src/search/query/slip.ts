/** The letters as they lie on a keyboard; each row is pushed a little to the right. */
const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const PUSHED = [0, 0.25, 0.75];
const KEYS = new Map(
  ROWS.flatMap((row, y) => [...row].map((letter, x) => [letter, { x: x + (PUSHED[y] ?? 0), y }] as const)),
);

/** What the commonest slips count, in letters: a neighboring key or two letters swapped; and a letter twice or once. */
const LIGHT = 0.5;
const LIGHTEST = 0.4;

/** One letter in so many may be wrong. */
const LETTERS_PER_SLIP = 5;
/** More changes than that make another word. */
const MOST_CHANGES = 2;

/** How much of a word may be wrong, in letters; see `lettersWrong`. */
export function wrongAtMost({ length }: string): number {
  return Math.min(MOST_CHANGES, length / LETTERS_PER_SLIP);
}

/** How many letters may be changed at most for that. */
export function changesAtMost(word: string): number {
  return Math.min(MOST_CHANGES, Math.floor(wrongAtMost(word) / LIGHTEST));
}

function areNeighbors(a: string, b: string): boolean {
  const [one, other] = [KEYS.get(a), KEYS.get(b)];
  return one !== undefined && other !== undefined && Math.hypot(one.x - other.x, one.y - other.y) < 1.3;
}

/**
 * How wrong `typed` is where `meant` was meant, in letters: one inserted, dropped or replaced counts 1, one of the
 * commonest slips half or less; anything above `limit` is Infinity.
 */
export function lettersWrong(typed: string, meant: string, limit: number): number {
  if (Math.abs(typed.length - meant.length) * LIGHTEST > limit) return Number.POSITIVE_INFINITY;
  let beforeLast: number[] = [];
  let last = [0];
  for (let j = 1; j <= meant.length; j++) last.push((last[j - 1] ?? 0) + letterCost(meant, j - 1));
  for (let i = 1; i <= typed.length; i++) {
    const row = [(last[0] ?? 0) + letterCost(typed, i - 1)];
    let least = row[0] ?? 0;
    for (let j = 1; j <= meant.length; j++) {
      const [a = '', b = ''] = [typed[i - 1], meant[j - 1]];
      let cost = Math.min(
        (last[j] ?? 0) + letterCost(typed, i - 1),
        (row[j - 1] ?? 0) + letterCost(meant, j - 1),
        (last[j - 1] ?? 0) + (a === b ? 0 : areNeighbors(a, b) ? LIGHT : 1),
      );
      if (i > 1 && j > 1 && a === meant[j - 2] && typed[i - 2] === b)
        cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + LIGHT);
      row.push(cost);
      least = Math.min(least, cost);
    }
    // One row may still be undercut by a swap that began in the row before.
    if (least > limit + LIGHT) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, row];
  }
  const wrong = last[meant.length] ?? 0;
  return wrong > limit ? Number.POSITIVE_INFINITY : wrong;
}

/** What it counts to type a letter that is not meant, or to miss one: little where its neighbor is the same. */
function letterCost(word: string, at: number): number {
  return word[at] === word[at - 1] || word[at] === word[at + 1] ? LIGHTEST : 1;
}
