/** The numbers behind the ranking; `docs/adr/0003-search-engine.md` tells what was measured to choose them. */

/** How many words of the abstract one word of the title is worth. */
export const TITLE_WEIGHT = 3;
/** The same for a keyword given with the paper. */
export const KEYWORD_WEIGHT = 1;
/** A word that is an author's or the organization's name counts as if the text held it so often. */
export const NAME_WEIGHT = 2;
/** BM25: how soon repeating a word stops to matter. */
export const K1 = 1.2;
/** BM25: how much a long text is held against a paper, 0 to 1. */
export const B = 0.75;

/**
 * How often a word occurs in a paper, weighted, is kept in 4 bits: exactly up to 13, and from there on BM25
 * hardly tells one from the next.
 */
export const FREQUENCY_STEPS: Float32Array = Float32Array.of(
  1,
  2,
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  12,
  13,
  15,
  18,
  24,
);

/** The number of the highest step that does not exceed a weighted frequency. */
export function quantizeFrequency(frequency: number): number {
  let level = 0;
  while (level < 15 && (FREQUENCY_STEPS[level + 1] ?? 0) <= frequency) level += 1;
  return level;
}

/** Inverse document frequency, never below 0. */
export function idf(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

/** The part of BM25's denominator that depends on the length of a text. */
export function lengthNorm(length: number, average: number): number {
  return K1 * (1 - B + (B * length) / Math.max(average, 1));
}

/** So many of the best papers by words are ordered anew by cosineSimilarity of words and of meaning. */
export const RESCORED = 100;
/** What two words of the query are worth side by side, beside what they are worth alone. */
export const ADJACENCY_WEIGHT = 1;
/** What it is worth that a title begins with the query, beside what one of its words is worth on the average. */
export const TITLE_HEAD_WEIGHT = 0.5;
/** Numbers a paper's place in the latent model is described by. More were no better on any collection tried. */
export const LATENT_DIMENSIONS = 64;
/** How much meaning counts beside words, 0 to 1. */
export const LATENT_WEIGHT = 0.25;
/** So many papers are taken to tell what a query means, and so much of the meaning is theirs. */
export const FEEDBACK_PAPERS = 3;
export const FEEDBACK_SHARE = 0.5;
/** How much an embeddings endpoint's cosines count beside words, where one is configured. Not measured here. */
export const EMBEDDING_WEIGHT = 0.4;
/** So many papers are drawn in by their vectors alone. */
export const EMBEDDING_CANDIDATES = 100;
/** How many words of a paper are taken to find others like it. */
export const SIMILAR_WORDS = 60;
/** So many of the nearest papers add their words in a second look, and count together so much beside the paper's own. */
export const SIMILAR_FEEDBACK_PAPERS = 3;
export const SIMILAR_FEEDBACK_SHARE = 0.5;
/**
 * A paper is similar that scores at least so much of what the paper itself scores. Measured on 4,280 recorded papers: the
 * first similar paper has .41 in the middle and .32 at the least twentieth, the tenth .29; below .25 titles share a method
 * or a word and no longer a subject.
 */
export const SIMILAR_LEAST_SHARE = 0.25;
