import type { Segment } from '../postings/segment.ts';
import { listDictionaryTexts, type SearchedWord } from './term-lookup.ts';

/** 1 for the papers of a segment that hold all of the words, each as text or as a name. */
export function matchWords(segment: Segment, words: readonly SearchedWord[]): Uint8Array {
  const matched = new Uint8Array(segment.size);
  for (const [n, word] of words.entries())
    for (const text of listDictionaryTexts(word)) {
      const number = segment.terms.find(text);
      if (number < 0) continue;
      for (const paper of segment.postings(number)) if (matched[paper] === n) matched[paper] = n + 1;
    }
  return matched.map((count) => Number(count === words.length));
}
