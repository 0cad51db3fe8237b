import type { Paper } from './paper.ts';

/** At most this many short keywords describe a paper. */
const SHOWN = 3;
const MAX_LENGTH = 24;
/** A known abbreviation has no more letters. */
const MAX_INITIALS = 4;

/** The first short keywords of a paper that are neither in its title nor in `said`. */
export function chooseTopics(
  { keywords = [], title }: Pick<Paper, 'keywords' | 'title'>,
  said = '',
): string[] {
  const known = new Set(toPlainWords(`${title} ${said}`));
  const topics: string[] = [];
  for (const keyword of keywords) {
    const topic = keyword.replace(/\s+/g, ' ').trim();
    const words = toPlainWords(topic);
    if (topic.length > MAX_LENGTH || words.length === 0 || words.every((word) => known.has(word))) continue;
    if (isCoined(topic)) continue;
    topics.push(topic);
    for (const word of words) known.add(word);
    if (topics.length === SHOWN) break;
  }
  return topics;
}

/** `CompDemo`, `TIDAL`: a name from the paper, which says nothing to people who have not read it. `LoRA` and `RLHF` are known. */
function isCoined(topic: string): boolean {
  const letters = [...topic];
  if (letters.includes(' ')) return false;
  if (letters.length > MAX_INITIALS && letters.every(isUpper)) return true;
  return letters.some((letter, i) => isUpper(letter) && [letters[i - 1], letters[i - 2]].every(isLower));
}

function isUpper(letter: string): boolean {
  return letter !== letter.toLowerCase();
}

function isLower(letter = ''): boolean {
  return letter !== letter.toUpperCase();
}

/** The words in order, in lower case and without the plural `s`: `agents` equals `agent`. */
export function toPlainWords(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.length > 3 && word.endsWith('s') ? word.slice(0, -1) : word));
}
