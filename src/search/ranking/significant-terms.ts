import type { Paper } from '../../core/paper/paper.ts';
import { isMarked, TITLE, termsOf } from '../postings/indexed-paper.ts';
import { FRIENDS_SHARE, idf, K1, SIMILAR_WORDS, TITLE_WEIGHT } from '../postings/weights.ts';
import type { QueryWord } from '../query/query-words.ts';
import type { TermLookup } from '../query/term-lookup.ts';

/**
 * The words that set a paper apart from others most, the most telling first, each with how much it matters. Its
 * `friends`, the nearest papers of a first look, say which of them the subject shares, and add words of their own.
 */
export function significantTerms(
  lookup: TermLookup,
  paper: Paper,
  friends: readonly Paper[] = [],
  most = SIMILAR_WORDS,
): QueryWord[] {
  const weights = wordWeights(paper);
  for (const friend of friends) {
    for (const [term, weight] of wordWeights(friend)) {
      weights.set(term, (weights.get(term) ?? 0) + (FRIENDS_SHARE * weight) / friends.length);
    }
  }
  return [...weights]
    .map(([term, count]) => ({
      word: { term, count },
      value: count * idf(lookup.papers, lookup.holding(term)),
    }))
    .sort((a, b) => b.value - a.value)
    .slice(0, most)
    .map(({ word }) => word);
}

/** How much each word counts by how often the paper has it, 0 to 1. */
function wordWeights(paper: Paper): Map<string, number> {
  const counts = new Map<string, number>();
  termsOf(paper, (term, _position, field) => {
    if (isMarked(term)) return;
    counts.set(term, (counts.get(term) ?? 0) + (field === TITLE ? TITLE_WEIGHT : 1));
  });
  return new Map([...counts].map(([term, frequency]) => [term, frequency / (frequency + K1)]));
}
