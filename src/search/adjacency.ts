import type { TermLookup } from './term-lookup.ts';
import { K1 } from './weights.ts';

/** Two terms that stand side by side in the query, and what it is worth to find them so in a paper. */
export interface WeighedPair {
  readonly left: string;
  readonly right: string;
  readonly weight: number;
}

/**
 * Tells what a paper earns for holding pairs of the query's words side by side in the query's order. Measured: it
 * helps on every collection, while wider windows and unordered pairs help on some and hurt on others.
 */
export function adjacencyScorer(lookup: TermLookup, pairs: readonly WeighedPair[]) {
  const texts = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
  const numbers = texts.map((text) => lookup.find(text));
  const places = texts.map((): number[] => []);
  const sides = pairs.map(({ left, right, weight }) => ({
    left: places[texts.indexOf(left)] ?? [],
    right: places[texts.indexOf(right)] ?? [],
    weight,
  }));
  return (segmentNumber: number, paper: number): number => {
    const segment = lookup.segments[segmentNumber];
    for (const [i, found] of places.entries()) {
      const term = numbers[i]?.[segmentNumber] ?? -1;
      found.length = 0;
      if (term >= 0) segment?.positionsIn(term, paper, found);
    }
    let score = 0;
    for (const { left, right, weight } of sides) {
      const times = countAdjacent(left, right);
      if (times > 0) score += (weight * times) / (times + K1);
    }
    return score;
  };
}

/** How often a number of `left` is directly followed by one of `right`; both ascend. */
function countAdjacent(left: readonly number[], right: readonly number[]): number {
  let times = 0;
  let at = 0;
  for (const position of left) {
    while (at < right.length && (right[at] as number) <= position) at += 1;
    if (right[at] === position + 1) times += 1;
  }
  return times;
}
