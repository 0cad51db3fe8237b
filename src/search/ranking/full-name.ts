import { isInitial } from '../../core/matching/name.ts';
import { AUTHOR_MARK, NO_DAY } from '../postings/indexed-paper.ts';
import { listAllowedPapers } from '../query/constraints.ts';
import { matchName } from '../query/names.ts';
import type { ParsedQuery } from '../query/query.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { type Located, putFirst } from './put-first.ts';
import type { Candidate } from './rescoring.ts';

/**
 * Puts the papers of a person first whose full name is the whole query. Looked up word by word a name finds others: its words
 * may be stop words (`An`, `He`), and a report with hundreds of authors has most of them.
 */
export function withFullName(
  lookup: TermLookup,
  query: ParsedQuery,
  candidates: readonly Candidate[],
): readonly Candidate[] {
  return putFirst(findPapers(lookup, query), candidates);
}

/** Papers with the name as typed before those where an initial matches a word; newest first. */
function findPapers(lookup: TermLookup, query: ParsedQuery): Located[] {
  const { fullName: name } = query;
  const inFull = name?.filter((word) => !isInitial(word)) ?? [];
  if (!name || inFull.some((word) => lookup.countPapersWith(AUTHOR_MARK + word) === 0)) return [];
  const found = lookup.segments.flatMap((segment, number) => {
    const allowed = listAllowedPapers(segment, { ...query, phrases: [] });
    const exact = matchName(segment, name, AUTHOR_MARK, { exact: true });
    const papers: Array<{ segment: number; paper: number; isExact: number; day: number }> = [];
    for (const [paper, matches] of matchName(segment, name, AUTHOR_MARK).entries()) {
      if (matches !== 1 || allowed?.[paper] === 0) continue;
      const day = segment.arrays.days[paper] ?? NO_DAY;
      papers.push({ segment: number, paper, isExact: exact[paper] ?? 0, day });
    }
    return papers;
  });
  return found.sort((a, b) => b.isExact - a.isExact || b.day - a.day);
}
