import { truncate } from '../../core/paper/format.ts';

/** No sentence of a summary is longer. Abstracts' sentences have 23 words on average; one in 200 has more than 60. */
export const LONGEST_WORDS = 60;
export const LONGEST_CHARACTERS = 500;

/** The sentence, cut at a word with an ellipsis where it is longer than a summary's sentence may be. */
export function clip(sentence: string): string {
  const words = sentence.split(' ');
  const short = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS).join(' ')}…` : sentence;
  if (short.length <= LONGEST_CHARACTERS) return short;
  const cut = truncate(short, LONGEST_CHARACTERS);
  const space = cut.lastIndexOf(' ');
  return space > 0 ? `${cut.slice(0, space)}…` : cut;
}

export function fits(sentence: string): boolean {
  return sentence.length <= LONGEST_CHARACTERS && sentence.split(' ').length <= LONGEST_WORDS;
}
