import { stemmer } from 'stemmer';

/**
 * The scorer of this bench. A text is its runs of `a-z0-9` in lower case, those of more than three letters Porter-stemmed;
 * nothing is left out. `rouge1` compares the two texts' sets of stems: a word counts once, however often a text has it.
 * The others count repeats: `rouge1Counted` and `rouge2` the shared n-grams, each as often as both texts have it;
 * `rougeL` the longest common subsequence of the two texts as wholes. Precision is over the summary, recall over the
 * target, F1 their harmonic mean. Of several targets the best F1 counts, for each measure by itself; a set's figure is
 * the mean over its papers, in percent.
 */
export type Measure = 'rouge1' | 'rouge1Counted' | 'rouge2' | 'rougeL';

/** The stems that are compared. */
export function listStems(text: string): string[] {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.map((word) => (word.length > 3 ? stemmer(word) : word));
}

/** F1 of one measure against the best of the targets, 0 to 1. */
export function rouge(measure: Measure, summary: string, targets: readonly string[]): number {
  const toUnits = UNITS[measure];
  const units = toUnits(listStems(summary));
  const scores = targets.map((target) => {
    const wanted = toUnits(listStems(target));
    const shared = measure === 'rougeL' ? longestCommon(units, wanted) : sharedCount(units, wanted);
    return shared === 0 ? 0 : (2 * shared) / (units.length + wanted.length);
  });
  return Math.max(0, ...scores);
}

const UNITS: Readonly<Record<Measure, (stems: string[]) => string[]>> = {
  rouge1: (stems) => [...new Set(stems)],
  rouge1Counted: (stems) => stems,
  rouge2: (stems) => stems.slice(1).map((stem, i) => `${stems[i]} ${stem}`),
  rougeL: (stems) => stems,
};

function sharedCount(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const unit of b) left.set(unit, (left.get(unit) ?? 0) + 1);
  let shared = 0;
  for (const unit of a) {
    const count = left.get(unit) ?? 0;
    if (count > 0) shared += 1;
    left.set(unit, count - 1);
  }
  return shared;
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
