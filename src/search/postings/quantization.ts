/**
 * How often a word occurs in a paper, weighted, is stored in 4 bits: exactly up to 13, and from there on BM25 hardly distinguishes one
 * from the next.
 */
export const FREQUENCY_STEPS: Float32Array = Float32Array.from([
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
  ...[15, 18, 24],
]);

/** The number of the highest step that does not exceed a weighted frequency. */
export function quantizeFrequency(frequency: number): number {
  let step = 0;
  while (step < 15 && (FREQUENCY_STEPS[step + 1] ?? 0) <= frequency) step += 1;
  return step;
}
