import { stemmer } from 'stemmer';

/**
 * The scorer of this bench. A text is its runs of `a-z0-9` in lower case; words of more than three letters are Porter-stemmed.
 * ROUGE-N counts shared n-grams, each as often as both texts have it; ROUGE-L takes the longest common subsequence of
 * the two texts as wholes. Precision is over the summary, recall over the target, F1 their harmonic mean. Of several targets
 * the best F1 counts, for each measure by itself; a set's figure is the mean over its papers, in percent.
 */
export type Measure = 'rouge1' | 'rouge2' | 'rougeL';

export const MEASURES: readonly Measure[] = ['rouge1', 'rouge2', 'rougeL'];

/** The stems that are compared. */
export function stemsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => (word.length > 3 ? stemmer(word) : word));
}

/** F1 of one measure against the best of the targets, 0 to 1. */
export function rouge(measure: Measure, summary: string, targets: readonly string[]): number {
  const stems = stemsOf(summary);
  return Math.max(0, ...targets.map((target) => f1(measure, stems, stemsOf(target))));
}

function f1(measure: Measure, a: readonly string[], b: readonly string[]): number {
  const n = measure === 'rouge2' ? 2 : 1;
  const sizes = [a.length, b.length].map((length) => Math.max(0, length - n + 1));
  const [inA = 0, inB = 0] = sizes;
  const shared = measure === 'rougeL' ? longestCommon(a, b) : sharedGrams(grams(a, n), grams(b, n));
  return shared === 0 ? 0 : (2 * shared) / (inA + inB);
}

function grams(stems: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= stems.length; i++) {
    const gram = stems.slice(i, i + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
}

function sharedGrams(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return [...a].reduce((sum, [gram, count]) => sum + Math.min(count, b.get(gram) ?? 0), 0);
}

function longestCommon(a: readonly string[], b: readonly string[]): number {
  let previous = new Uint16Array(b.length + 1);
  for (const stem of a) {
    const row = new Uint16Array(b.length + 1);
    for (const [j, other] of b.entries()) {
      row[j + 1] = stem === other ? (previous[j] ?? 0) + 1 : Math.max(previous[j + 1] ?? 0, row[j] ?? 0);
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
