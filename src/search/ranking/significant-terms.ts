import type { Paper } from '../../core/paper/paper.ts';
import { isMarked, readTerms, TITLE } from '../postings/indexed-paper.ts';
import { idf, K1, SIMILAR_FEEDBACK_SHARE, SIMILAR_WORDS, TITLE_WEIGHT } from '../postings/weights.ts';
import type { QueryWord } from '../query/query-words.ts';
import type { TermLookup } from '../query/term-lookup.ts';

/**
 * The words that set a paper apart from others most, the most telling first, each with how much it matters. Its
 * `feedbackPapers`, the nearest papers of a first look, say which of them the subject shares, and add words of their own.
 */
export function significantTerms(
  lookup: TermLookup,
  paper: Paper,
  feedbackPapers: readonly Paper[] = [],
  most = SIMILAR_WORDS,
): QueryWord[] {
  const weights = wordWeights(paper);
  for (const feedbackPaper of feedbackPapers) {
    for (const [term, weight] of wordWeights(feedbackPaper)) {
      weights.set(term, (weights.get(term) ?? 0) + (SIMILAR_FEEDBACK_SHARE * weight) / feedbackPapers.length);
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
function wordWeights(paper: Paper): Map<string, number> {
  const counts = new Map<string, number>();
  readTerms(paper, (term, _position, field) => {
    if (isMarked(term)) return;
    counts.set(term, (counts.get(term) ?? 0) + (field === TITLE ? TITLE_WEIGHT : 1));
  });
  return new Map([...counts].map(([term, frequency]) => [term, frequency / (frequency + K1)]));
}
