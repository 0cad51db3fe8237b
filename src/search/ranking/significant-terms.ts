import type { Paper } from '../../core/paper/paper.ts';
import { computeIdf, K1 } from '../postings/bm25.ts';
import { TITLE_BOOST } from '../postings/field-boosts.ts';
import { isMarked, readTerms, TITLE } from '../postings/indexed-paper.ts';
import type { QueryWord } from '../query/query-words.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { TermCache } from '../text/term-cache.ts';

/** Papers of a first round, how many of their terms are asked for, and how much these count together. */
interface Feedback {
  readonly papers: readonly Paper[];
  readonly terms: number;
  readonly share: number;
}

/** No query has more words. */
const MAX_TERMS = 200;

/**
 * All terms of a paper, as if its title, as often as its boost, and its abstract had been typed; what it repeats counts by the root of how often.
 * The feedback papers, the nearest ones of a first round, confirm those that the subject shares, and add terms of their own.
 */
export function listTermsOfPaper(lookup: TermLookup, paper: Paper, feedback: Feedback): QueryWord[] {
  const counts = new Map<string, number>();
  for (const [term, frequency] of countTerms(paper, new TermCache())) counts.set(term, Math.sqrt(frequency));
  const own = new Map([...counts].slice(0, MAX_TERMS));
  const { papers, terms, share } = feedback;
  for (const one of papers)
    for (const { term, count } of chooseSignificantTerms(lookup, one, terms))
      own.set(term, (own.get(term) ?? 0) + (share * count) / papers.length);
  return [...own].map(([term, count]) => ({ term, count }));
}

/** The terms that set a paper apart from others most, the most significant first, each with how much it matters. */
export function chooseSignificantTerms(lookup: TermLookup, paper: Paper, most: number): QueryWord[] {
  return [...countTerms(paper, new TermCache())]
    .map(([term, frequency]) => {
      const count = frequency / (frequency + K1);
      return {
        word: { term, count },
        value: count * computeIdf(lookup.papers, lookup.countPapersWith(term)),
      };
    })
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ word }) => word);
}

/** How often a paper has each word, those of the title weighted. */
function countTerms(paper: Paper, cache: TermCache): Map<string, number> {
  const counts = new Map<string, number>();
  readTerms(paper, cache, (term, _position, field) => {
    if (isMarked(term)) return;
    counts.set(term, (counts.get(term) ?? 0) + (field === TITLE ? TITLE_BOOST : 1));
  });
  return counts;
}
