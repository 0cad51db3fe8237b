import { readFileSync } from 'node:fs';
import wordListPath from 'word-list';

/** All words with a line break on either side; read when the first word is doubted. */
let words: string | undefined;

/** Whether a word, in small letters, is ordinary English: then it is no slip, whatever the papers hold. */
export function isEnglish(word: string): boolean {
  words ??= `\n${readFileSync(wordListPath, 'latin1')}\n`;
  // A look through all of it takes a millisecond: less than a table of them would take to build.
  return words.includes(`\n${word}\n`);
}
