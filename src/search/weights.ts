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
 * How often a word occurs is kept in one byte: up to 3 times in the title, up to once as a keyword, up to 31 times in
 * the abstract.
 */
export const MAX_TITLE_COUNT = 3;
export const MAX_KEYWORD_COUNT = 1;
export const MAX_BODY_COUNT = 31;

export function packCounts(title: number, keyword: number, body: number): number {
  return (title << 6) | (keyword << 5) | body;
}

/** How many positions are kept for a packed count. */
export function occurrencesOf(code: number): number {
  return (code >> 6) + ((code >> 5) & 1) + (code & 31);
}

/** Packed count → weighted frequency. */
export const FREQUENCY: Float32Array = Float32Array.from({ length: 256 }, (_, code) => {
  return (code >> 6) * TITLE_WEIGHT + ((code >> 5) & 1) * KEYWORD_WEIGHT + (code & 31);
});

/** Inverse document frequency, never below 0. */
export function idf(documents: number, holding: number): number {
  return Math.log(1 + (documents - holding + 0.5) / (holding + 0.5));
}

/** The part of BM25's denominator that depends on the length of a text. */
export function lengthNorm(length: number, average: number): number {
  return K1 * (1 - B + (B * length) / Math.max(average, 1));
}

/** So many of the best papers by words are ordered anew by nearness of words and of meaning. */
export const RESCORED = 150;
/** What two words of the query are worth side by side, beside what they are worth alone. */
export const ADJACENCY_WEIGHT = 0.4;
/** How much meaning counts beside words, 0 to 1. */
export const LATENT_WEIGHT = 0.25;
/** So many papers are taken to tell what a query means, and so much of the meaning is theirs. */
export const FEEDBACK_PAPERS = 3;
export const FEEDBACK_SHARE = 0.5;
/** How much meaning counts when papers like another one are looked for. */
export const SIMILAR_LATENT_WEIGHT = 0.4;
