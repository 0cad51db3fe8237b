import type { Positions } from '../postings/position-reader.ts';
import type { Segment } from '../postings/segment.ts';
import { findSorted } from '../postings/sorted.ts';
import type { Phrase } from '../query/query-words.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import type { Candidate } from './rescoring.ts';

/**
 * Adds `bonus` to papers whose title begins with all words of the query: `M3` means the paper of that name
 * sooner than one that names it often.
 */
export function withTitleHead(
  lookup: TermLookup,
  candidates: readonly Candidate[],
  head: Phrase,
  bonus: number,
): readonly Candidate[] {
  if (head.length === 0 || bonus === 0) return candidates;
  const heads = lookup.segments.map((segment, number) => {
    const lists = head.map(({ term, offset }) => {
      const found = lookup.find(term)[number] ?? -1;
      return found < 0 ? undefined : { offset, ...segment.loadPostingRange(found) };
    });
    return lists.includes(undefined) ? undefined : lists.filter((list) => list !== undefined);
  });
  // One for all candidates: what was found is read before the next is looked for.
  const found: Positions = { count: 0, numbers: [] };
  return candidates.map((candidate) => {
    const { segment: number, paper, score } = candidate;
    const [segment, lists] = [lookup.segments[number], heads[number]];
    return segment && lists && isHead(segment, lists, paper, found)
      ? { ...candidate, score: score + bonus }
      : candidate;
  });
}

/** The postings of one word of the query, and its required position in a title. */
interface OffsetList {
  readonly offset: number;
  readonly from: number;
  readonly to: number;
}

/** Positions count from the beginning of the title. Most papers lack a word, which is sooner seen than where one is. */
function isHead(segment: Segment, lists: readonly OffsetList[], paper: number, found: Positions): boolean {
  const { postings } = segment.arrays;
  const held: number[] = [];
  for (const { from, to } of lists) {
    const posting = findSorted(postings, paper, from, to);
    if (posting < 0) return false;
    held.push(posting);
  }
  return lists.every(({ offset }, i) => {
    segment.readPositionsAt(held[i] as number, found);
    for (let n = 0; n < found.count; n++) if (found.numbers[n] === offset) return true;
    return false;
  });
}
