/**
 * The query-time numbers behind the ranking. `docs/adr/0003-search-engine.md` says what was measured to choose them, and
 * `docs/adr/0010-what-each-part-of-search-gains.md` what each is worth. Those that are written into an index are in
 * `postings/field-boosts.ts`.
 */
export interface RankingParameters {
  /** A word that is an author's or the organization's name counts as if the text held it so often; 0 leaves names out. */
  readonly nameWeight: number;
  /** How much a part of a compound counts beside the compound, where papers have that as one word. */
  readonly compoundPartWeight: number;
  /**
   * How much a word as it was typed counts beside its stem, in a query of at most so many words: `generalization` has its stem
   * in common with `general`, `generate` and `generic`. In long questions it was measured to change nothing.
   */
  readonly formWeight: number;
  readonly formWords: number;
  /** Whether a word that no paper has is replaced by one that is spelled nearly alike. */
  readonly correctsMisspellings: boolean;
  /**
   * How misspellings are weighed, in logarithms: a letter more that is wrong has to be made up by e^(6/3), about 7, times as
   * many papers in which the candidate is beside its neighbor, or by e^6, about 400, times as many papers that have it.
   */
  readonly misspellingAdjacencyWeight: number;
  readonly misspellingDistanceWeight: number;
  /** So many of the best papers by BM25 are rescored by the signals below. */
  readonly rescoreWindow: number;
  /** What two words of the query are worth side by side, beside what they are worth alone. */
  readonly adjacencyWeight: number;
  /** With more pairs each is worth less, so that they are worth together what so many are: a long question is no phrase. */
  readonly adjacencyPairs: number;
  /** Boost for a title that starts with the query, as a multiple of the mean weight of the query’s terms. */
  readonly titlePrefixBoost: number;
  /** How much similarity in the latent model counts beside words, 0 to 1. */
  readonly latentWeight: number;
  /** How many of the best papers move the query's latent vector, and what share of it is theirs then. */
  readonly latentFeedbackPapers: number;
  readonly latentFeedbackShare: number;
  /** How much an embeddings endpoint's cosines count beside words, where one is configured. */
  readonly embeddingWeight: number;
  /** At most this many papers become candidates only by their embeddings. */
  readonly embeddingCandidates: number;
  /**
   * So many of the most similar papers add so many of their significant terms in a second round, which count together so much.
   * What the paper itself has counts by the root of how often.
   */
  readonly similarFeedbackPapers: number;
  readonly similarFeedbackTerms: number;
  readonly similarFeedbackShare: number;
  /**
   * A paper is similar that scores at least so much of what the paper itself scores. Measured on 100 recorded papers: the first
   * similar paper has .51 in the middle and .42 at the least twentieth, the tenth .35; as many pass as did when it was chosen
   * by reading titles.
   */
  readonly similarLeastShare: number;
  /** Where no paper is that close, this many of the nearest are shown nonetheless. */
  readonly similarNearestPapers: number;
}

export const RANKING: RankingParameters = {
  nameWeight: 2,
  compoundPartWeight: 0.25,
  formWeight: 0.6,
  formWords: 6,
  correctsMisspellings: true,
  misspellingAdjacencyWeight: 3,
  misspellingDistanceWeight: 6,
  rescoreWindow: 100,
  adjacencyWeight: 1,
  adjacencyPairs: 12,
  titlePrefixBoost: 0.5,
  latentWeight: 0.25,
  latentFeedbackPapers: 3,
  latentFeedbackShare: 0.5,
  embeddingWeight: 0.4,
  embeddingCandidates: 100,
  similarFeedbackPapers: 3,
  similarFeedbackTerms: 30,
  similarFeedbackShare: 1.5,
  similarLeastShare: 0.28,
  similarNearestPapers: 3,
};
