import { toPlainName } from '../paper/plain-names.ts';
import { fold } from './fold.ts';

/** The positions of each word in a text: words are folded and in the singular. */
export type WordPositions = ReadonlyMap<string, readonly number[]>;

/** `C++` and `C#` are words; accents belong to the letter before them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}+#]*/gu;
const JOINERS = "-_'^\u2010\u2011\u2019";
/** A hyphenated word of more parts is really a sentence. */
const MAX_JOINED_PARTS = 4;
/** No term matches across the end of a sentence, or from one field into the next. */
const GAP = 50;
/** Longer texts are cut: no abstract comes close to this. */
const MAX_TEXT_LENGTH = 40_000;

/** The words of a text in order, folded and in the singular; a hyphenated word as its parts. */
export function listWords(text: string): string[] {
  return [...toPlainName(text.slice(0, MAX_TEXT_LENGTH)).matchAll(WORD)].map(([word]) => toKey(word));
}

/**
 * The words of some texts. Words joined by a hyphen or an apostrophe are indexed as parts and once more joined, at the
 * first part's position: `multi-agent` is found as `multi agent`, `multi-agent` and `multiagent`.
 */
export function findPositions(texts: readonly string[]): WordPositions {
  const positions = new Map<string, number[]>();
  const add = (word: string, position: number): void => {
    const known = positions.get(word);
    if (known) known.push(position);
    else positions.set(word, [position]);
  };
  let position = 0;
  for (const text of texts)
    position = addText(toPlainName(text.slice(0, MAX_TEXT_LENGTH)), position, add) + GAP;
  return positions;
}

function addText(text: string, from: number, add: (word: string, position: number) => void): number {
  let position = from;
  let end = 0;
  let parts: string[] = [];
  for (const { 0: word, index } of text.matchAll(WORD)) {
    const between = text.slice(end, index);
    const isJoined = end > 0 && between.length === 1 && JOINERS.includes(between);
    if (/[.!?]\s/.test(between)) position += GAP;
    parts = isJoined ? [...parts, word].slice(-MAX_JOINED_PARTS) : [word];
    add(toKey(word), position);
    for (let first = 0; first < parts.length - 1; first++) {
      add(toKey(parts.slice(first).join('')), position - (parts.length - 1 - first));
    }
    position += 1;
    end = index + word.length;
  }
  return position;
}

/** The form in which words are compared: folded, and in the singular. */
function toKey(word: string): string {
  return toSingular(fold(word) || word.toLowerCase());
}

/**
 * A plural and its singular get the same form; nothing more is needed. `note` and `notes` do, `not` and `note` do not;
 * `cache`, `caches`, `batch` and `batches` need the `e` dropped on both sides.
 */
function toSingular(word: string): string {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = /(?:ss|us|is|ias)$/.test(word) || !word.endsWith('s') ? word : word.slice(0, -1);
  if (singular.length > 3 && singular.endsWith('ie')) return `${singular.slice(0, -2)}y`;
  return /(?:x|ch|sh|ss)e$/.test(singular) ? singular.slice(0, -1) : singular;
}
