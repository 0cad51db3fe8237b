import type { Phrase } from './query-words.ts';
import type { Candidate } from './rescoring.ts';
import type { Segment } from './segment.ts';
import { indexOf } from './sorted.ts';
import type { TermLookup } from './term-lookup.ts';

/**
 * Adds `bonus` to papers whose title begins with all words of the query: who types `M3` means the paper of that name
 * sooner than one that names it often.
 */
export function withTitleHead(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  head: Phrase,
  bonus: number,
): readonly Candidate[] {
  if (head.length === 0 || bonus === 0) return candidates;
  const lists = head.map(({ term, offset }) => ({ offset, numbers: lookup.find(term) }));
  return candidates.map((candidate) => {
    const { segment: number, paper, score } = candidate;
    const segment = lookup.segments[number];
    const isHead = lists.every(({ offset, numbers }) =>
      standsAt(segment, numbers[number] ?? -1, paper, offset),
    );
    return isHead ? { ...candidate, score: score + bonus } : candidate;
  });
}

/** One for all: what is found is looked at before the next is looked for. */
const found = { count: 0, numbers: [] as number[] };

/** Positions count from the beginning of the title. */
function standsAt(segment: Segment | undefined, term: number, paper: number, position: number): boolean {
  if (!segment || term < 0) return false;
  const { from, to } = segment.listOf(term);
  const posting = indexOf(segment.arrays.postings, paper, from, to);
  if (posting < 0) return false;
  segment.positionsAt(posting, found);
  for (let i = 0; i < found.count; i++) if (found.numbers[i] === position) return true;
  return false;
}
