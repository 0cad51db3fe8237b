import type { PaperTest } from './follow.ts';
import type { PaperWords } from './paper-words.ts';

/** Of a paper that names it in its abstract alone: some mention in passing what they are not about. */
const MENTIONED = 0.25;

/** How far a paper is about what a test looks for, from 0 to 1: in full where it is found outside the abstract. */
export function weighAbout(words: PaperWords, fits: PaperTest): number {
  if (fits(words.brief)) return 1;
  return fits(words) ? MENTIONED : 0;
}
