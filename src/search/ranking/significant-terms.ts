import type { Paper } from '../../core/paper/paper.ts';
import { idf, K1 } from '../postings/bm25.ts';
import { isMarked, readTerms, TITLE } from '../postings/indexed-paper.ts';
import { TITLE_WEIGHT } from '../postings/quantization.ts';
import type { QueryWord } from '../query/query-words.ts';
import type { TermLookup } from '../query/term-lookup.ts';
import { TermCache } from '../text/term-cache.ts';

/** Papers of a first round, and how much they count together beside the paper's own terms. */
interface Feedback {
  readonly papers: readonly Paper[];
  readonly share: number;
}

/**
 * The terms that set a paper apart from others most, the most significant first, each with how much it matters. The feedback
 * papers, the nearest ones of a first round, confirm those that the subject shares, and add terms of their own.
 */
export function significantTerms(
  lookup: TermLookup,
  paper: Paper,
  most: number,
  { papers: feedbackPapers, share }: Feedback = { papers: [], share: 0 },
): QueryWord[] {
  const cache = new TermCache();
  const weights = wordWeights(paper, cache);
  for (const feedbackPaper of feedbackPapers) {
    for (const [term, weight] of wordWeights(feedbackPaper, cache)) {
      weights.set(term, (weights.get(term) ?? 0) + (share * weight) / feedbackPapers.length);
    }
  }
  return [...weights]
    .map(([term, count]) => ({
      word: { term, count },
      value: count * idf(lookup.papers, lookup.documentFrequency(term)),
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ word }) => word);
}

/** How much each word counts by how often the paper has it, 0 to 1. */
function wordWeights(paper: Paper, cache: TermCache): Map<string, number> {
  const counts = new Map<string, number>();
  readTerms(paper, cache, (term, _position, field) => {
    if (isMarked(term)) return;
    counts.set(term, (counts.get(term) ?? 0) + (field === TITLE ? TITLE_WEIGHT : 1));
  });
  return new Map([...counts].map(([term, frequency]) => [term, frequency / (frequency + K1)]));
}
