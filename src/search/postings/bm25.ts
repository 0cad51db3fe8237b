/** How soon repeating a word stops to matter. */
export const K1 = 1.2;
/** How much a long text counts against a paper, 0 to 1. */
const B = 0.75;

/** Inverse document frequency, never below 0. */
export function computeIdf(documents: number, documentFrequency: number): number {
  return Math.log(1 + (documents - documentFrequency + 0.5) / (documentFrequency + 0.5));
}

/** The part of BM25's denominator that depends on the length of a text. */
export function computeLengthNorm(length: number, average: number): number {
  return K1 * (1 - B + (B * length) / Math.max(average, 1));
}
