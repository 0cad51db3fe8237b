import type { Phrase } from './query.ts';
import type { Segment } from './segment.ts';

/** 1 for every paper of the segment that holds the words of the phrase at their distances from each other. */
export function holdingPhrase(segment: Segment, phrase: Phrase): Uint8Array {
  const found = new Uint8Array(segment.size);
  const numbers = phrase.map(({ term }) => segment.terms.find(term));
  if (numbers.includes(-1)) return found;
  const shared = holdingAll(segment, numbers);
  // Where the phrase may begin, by paper; every further word strikes out the places where it is missing.
  let begins: Map<number, readonly number[]> | undefined;
  for (const [i, { offset }] of phrase.entries()) {
    const here = new Map<number, readonly number[]>();
    segment.eachPositions(numbers[i] ?? 0, (paper, positions) => {
      if (shared[paper] !== 1) return;
      const places = positions.map((position) => position - offset);
      const before = begins?.get(paper);
      const left = begins ? places.filter((place) => before?.includes(place)) : places;
      if (left.length > 0) here.set(paper, left);
    });
    begins = here;
  }
  for (const paper of begins?.keys() ?? []) found[paper] = 1;
  return found;
}

/** 1 for papers that hold every one of the terms. */
function holdingAll(segment: Segment, terms: readonly number[]): Uint8Array {
  const held = new Uint8Array(segment.size);
  const distinct = [...new Set(terms)];
  for (const [n, term] of distinct.entries()) {
    for (const paper of segment.postings(term)) if (held[paper] === n) held[paper] = n + 1;
  }
  return held.map((count) => (count === distinct.length ? 1 : 0));
}
