import type { Segment } from '../postings/segment.ts';
import { listTermsBeginningWith } from './prefix.ts';
import type { Phrase } from './query-words.ts';

/** 1 for every paper of the segment that holds the words of the phrase at their distances from each other. */
export function matchPhrase(segment: Segment, phrase: Phrase): Uint8Array {
  const found = new Uint8Array(segment.size);
  const numbers = phrase.map((word) => findTermNumbers(segment, word));
  if (numbers.some(({ length }) => length === 0)) return found;
  const shared = matchAll(segment, numbers);
  // Where the phrase may begin, by paper; every further word strikes out the positions where it is missing.
  let begins: Map<number, readonly number[]> | undefined;
  for (const [i, { offset }] of phrase.entries()) {
    const here = new Map<number, readonly number[]>();
    for (const number of numbers[i] ?? []) {
      segment.visitPositions(number, (paper, positions) => {
        if (shared[paper] !== 1) return;
        const starts = positions.map((position) => position - offset);
        const before = begins?.get(paper);
        const left = begins ? starts.filter((start) => before?.includes(start)) : starts;
        if (left.length > 0) here.set(paper, [...(here.get(paper) ?? []), ...left]);
      });
    }
    begins = here;
  }
  for (const paper of begins?.keys() ?? []) found[paper] = 1;
  return found;
}

/** The dictionary's numbers of the words that may be at one position of a phrase. */
export function findTermNumbers(
  segment: Segment,
  { term, prefix }: Pick<Phrase[number], 'term' | 'prefix'>,
): number[] {
  if (!prefix) return [segment.terms.find(term)].filter((number) => number >= 0);
  return [...listTermsBeginningWith(segment, term)].map((one) => segment.terms.find(one));
}

/** 1 for papers that hold one of the terms of every position of a phrase. */
export function matchAll(segment: Segment, positions: ReadonlyArray<readonly number[]>): Uint8Array {
  const held = new Uint8Array(segment.size);
  for (const [n, terms] of positions.entries()) {
    for (const term of terms)
      for (const paper of segment.readPostings(term)) if (held[paper] === n) held[paper] = n + 1;
  }
  return held.map((count) => (count === positions.length ? 1 : 0));
}
