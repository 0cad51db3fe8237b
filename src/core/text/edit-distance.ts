/** The cost of each edit that turns one word into another. */
export interface EditCosts {
  /** The letter of a word at `at` is missing in the other word. */
  omit(word: string, at: number): number;
  /** One letter replaces another. */
  replace(a: string, b: string): number;
  /** Two neighboring letters are swapped. */
  readonly swap: number;
}

const PLAIN: EditCosts = { omit: () => 1, replace: () => 1, swap: 1 };

/**
 * The cost of turning one word into the other (optimal string alignment: a Levenshtein distance in which swapping
 * neighbors is one edit). Infinity above `limit`.
 */
export function editDistance(
  a: string,
  b: string,
  costs: EditCosts = PLAIN,
  limit = Number.POSITIVE_INFINITY,
): number {
  let beforeLast: readonly number[] = [];
  let last = [0];
  for (let j = 1; j <= b.length; j++) last.push((last[j - 1] ?? 0) + costs.omit(b, j - 1));
  for (let i = 1; i <= a.length; i++) {
    const row = [(last[0] ?? 0) + costs.omit(a, i - 1)];
    for (let j = 1; j <= b.length; j++) row.push(readCell(a, b, costs, { i, j, row, last, beforeLast }));
    // A later row may still be cheaper through a swap that began in the row before.
    if (Math.min(...row) > limit + costs.swap) return Number.POSITIVE_INFINITY;
    [beforeLast, last] = [last, row];
  }
  const distance = last[b.length] ?? 0;
  return distance > limit ? Number.POSITIVE_INFINITY : distance;
}

interface Cell {
  readonly i: number;
  readonly j: number;
  readonly row: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
}

/** The distance of the first i letters of one word from the first j of the other. */
function readCell(a: string, b: string, costs: EditCosts, { i, j, row, last, beforeLast }: Cell): number {
  const [one = '', other = ''] = [a[i - 1], b[j - 1]];
  const cost = Math.min(
    (last[j] ?? 0) + costs.omit(a, i - 1),
    (row[j - 1] ?? 0) + costs.omit(b, j - 1),
    (last[j - 1] ?? 0) + (one === other ? 0 : costs.replace(one, other)),
  );
  const isSwap = i > 1 && j > 1 && one === b[j - 2] && a[i - 2] === other;
  return isSwap ? Math.min(cost, (beforeLast[j - 2] ?? 0) + costs.swap) : cost;
}
