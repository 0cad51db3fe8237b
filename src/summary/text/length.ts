import { truncate } from '../../core/paper/format.ts';

/** No sentence of a summary is longer. Abstracts' sentences have 23 words on average; one in 200 has more than 60. */
export const MAX_WORDS = 60;
export const MAX_CHARACTERS = 500;

/** The sentence, cut at a word with an ellipsis where it is longer than a summary's sentence may be. */
export function clip(sentence: string): string {
  const words = sentence.split(' ');
  const short = words.length > MAX_WORDS ? `${words.slice(0, MAX_WORDS).join(' ')}…` : sentence;
  if (short.length <= MAX_CHARACTERS) return short;
  const cut = truncate(short, MAX_CHARACTERS);
  const space = cut.lastIndexOf(' ');
  return space > 0 ? `${cut.slice(0, space)}…` : cut;
}

export function fits(sentence: string): boolean {
  return sentence.length <= MAX_CHARACTERS && sentence.split(' ').length <= MAX_WORDS;
}
