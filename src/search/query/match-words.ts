import type { Segment } from '../postings/segment.ts';
import { matchAll } from './phrases.ts';
import { listDictionaryTexts, type SearchedWord } from './term-lookup.ts';

/** 1 for the papers of a segment that contain all of the words, each as text or as a name. */
export function matchWords(segment: Segment, words: readonly SearchedWord[]): Uint8Array {
  return matchAll(
    segment,
    words.map((word) => findWordNumbers(segment, word)),
  );
}

/** The dictionary's numbers of a word, as text and as a name. */
export function findWordNumbers(segment: Segment, word: SearchedWord): number[] {
  return listDictionaryTexts(word)
    .map((text) => segment.terms.find(text))
    .filter((number) => number >= 0);
}
