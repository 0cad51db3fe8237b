import { K1 } from '../postings/bm25.ts';
import type { Positions } from '../postings/position-reader.ts';
import { findSorted } from '../postings/sorted.ts';
import type { TermLookup } from '../query/term-lookup.ts';

/** Two adjacent terms of the query, and the score for finding them adjacent in a paper. */
export interface WeighedPair {
  readonly left: string;
  readonly right: string;
  readonly weight: number;
}

/**
 * Scores a paper for having pairs of the query's words side by side in the query's order. Measured: it
 * helps on every collection, while wider windows and unordered pairs help on some and hurt on others.
 */
export function createAdjacencyScorer(lookup: TermLookup, pairs: readonly WeighedPair[]) {
  const texts = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
  const numbers = texts.map((text) => lookup.find(text));
  const sides = pairs.map(({ left, right, weight }) => {
    return { left: texts.indexOf(left), right: texts.indexOf(right), weight };
  });
  const positions = texts.map((): Positions => ({ count: 0, numbers: [] }));
  const scorers = lookup.segments.map((segment, segmentNumber) => {
    const lists = numbers.map((found) => {
      const term = found[segmentNumber] ?? -1;
      return term < 0 ? NOWHERE : segment.loadPostingRange(term);
    });
    const postings = new Int32Array(lists.length);
    return (paper: number): number => {
      postings.fill(UNKNOWN);
      for (const found of positions) found.count = 0;
      let score = 0;
      for (const { left, right, weight } of sides) {
        if (findPosting(left, paper) < 0 || findPosting(right, paper) < 0) continue;
        const times = countAdjacent(findPositions(left), findPositions(right));
        if (times > 0) score += (weight * times) / (times + K1);
      }
      return score;
    };

    function findPosting(text: number, paper: number): number {
      if (postings[text] === UNKNOWN) {
        const { from, to } = lists[text] ?? NOWHERE;
        postings[text] = findSorted(segment.arrays.postings, paper, from, to);
      }
      return postings[text] as number;
    }

    /** Decoded only where a pair is possible: decoding takes most of the time. */
    function findPositions(text: number): Positions {
      const found = positions[text] as Positions;
      if (found.count === 0) segment.readPositionsAt(postings[text] as number, found);
      return found;
    }
  });
  return (segmentNumber: number, paper: number): number => scorers[segmentNumber]?.(paper) ?? 0;
}

/** The list of a term that a segment does not hold. */
const NOWHERE = { from: 0, to: 0 };
/** A posting not looked for so far; -1 is none. */
const UNKNOWN = -2;

/** How often one of `left` is directly followed by one of `right`. */
function countAdjacent(left: Positions, right: Positions): number {
  let times = 0;
  let at = 0;
  for (let i = 0; i < left.count; i++) {
    const position = left.numbers[i] as number;
    while (at < right.count && (right.numbers[at] as number) <= position) at += 1;
    if (at < right.count && right.numbers[at] === position + 1) times += 1;
  }
  return times;
}
