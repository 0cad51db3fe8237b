import type { QueryWord } from './query-words.ts';
import type { TermLookup } from './term-lookup.ts';

/**
 * Parts of a compound count `weight` where papers have the compound as one word: `re-weighting` would count three times
 * otherwise, as `re`, as `weighting` and as `reweighting`. Where no paper has it, its parts are all that can be found.
 */
export function weighParts(
  lookup: TermLookup,
  words: readonly QueryWord[],
  weight: number,
): readonly QueryWord[] {
  return words.map((word) => {
    const { partCount = 0, partOf = [] } = word;
    const isFiled = partOf.some((compound) => lookup.countDocuments(compound) > 0);
    return isFiled ? { ...word, count: word.count - partCount * (1 - weight) } : word;
  });
}
