import { stemmer } from 'stemmer';
import { fold } from '../../core/matching/fold.ts';
import { STOP_WORDS } from '../../core/matching/stop-words.ts';
import { toPlainNames } from '../../core/paper/plain-names.ts';
import { CJK, classify, DIGIT, LOWER, MARK, OTHER, UNSPACED, UPPER } from './characters.ts';
import { MAX_WORD, readCompound, type WordSink } from './compound.ts';

/**
 * Hands every word of `text` to `sink`, from position `from`; answers the position after the last. Greek letters, powers and
 * TeX are read as a keyboard types them.
 */
export function tokenize(text: string, sink: WordSink, from = 0): number {
  const plain = toPlainNames(text);
  if (!plain) return tokenizePlain(text, sink, from);
  const { starts, ends } = plain;
  return tokenizePlain(
    plain.text,
    (word, position, start, end) => sink(word, position, starts[start] ?? 0, ends[end - 1] ?? 0),
    from,
  );
}

function tokenizePlain(text: string, sink: WordSink, from: number): number {
  let position = from;
  let at = 0;
  while (at < text.length) {
    // Every sixth character is one.
    if (text.charCodeAt(at) === SPACE) {
      at += 1;
      continue;
    }
    const simple = findEndOfSimpleWord(text, at);
    if (simple > at) {
      sink(text.slice(at, simple).toLowerCase(), position, at, simple);
      position += 1;
      at = simple;
      continue;
    }
    const code = text.codePointAt(at) ?? 0;
    const kind = classify(code);
    if (kind === OTHER || kind === MARK) at += code > 0xffff ? 2 : 1;
    else if (kind === CJK) {
      const end = findEndOfScript(text, at, CJK);
      position = tokenizeCjk(text, at, end, position, sink);
      at = end;
    } else if (kind === UNSPACED) {
      const end = findEndOfScript(text, at, UNSPACED);
      position = tokenizeUnspaced(text, at, end, position, sink);
      at = end;
    } else {
      const end = findEndOfCompound(text, at);
      position = readCompound(text, at, end, position, sink);
      at = end;
    }
  }
  return position;
}

const SPACE = 32;

/** What may follow a simple word: ASCII that is neither part of a word nor joins two. */
const ENDS_SIMPLE_WORD: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w'\-+#(^]/.test(String.fromCharCode(code)) ? 0 : 1,
);

/**
 * The end of a word that is nothing but ASCII letters, small but for the first; `from` when what is there may be
 * anything else. Nearly every word is of this kind, and this is several times faster than looking properly.
 */
function findEndOfSimpleWord(text: string, from: number): number {
  const first = text.charCodeAt(from) | 32;
  if (first < 97 || first > 122) return from;
  let at = from + 1;
  let code = text.charCodeAt(at);
  while (code >= 97 && code <= 122) code = text.charCodeAt(++at);
  const ends = at >= text.length || ENDS_SIMPLE_WORD[code] === 1;
  return ends && at - from <= MAX_WORD ? at : from;
}

/** `tokenize` as a list of only the words. */
export function listWords(text: string): string[] {
  const words: string[] = [];
  tokenize(text, (word) => words.push(word));
  return words;
}

/** The words one after the other, without the joined forms. */
export function listParts(text: string): string[] {
  const parts = new Map<number, string>();
  tokenize(text, (word, position) => {
    if (!parts.has(position)) parts.set(position, word);
  });
  return [...parts.values()];
}

/** What a word is filed under: its stem, or `''` for a stop word, which is not filed. */
export function toTerm(word: string): string {
  if (STOP_WORDS.has(word)) return '';
  return hasStem(word) ? stemmer(word) : word;
}

/** Whether a word is filed under a stem, which other words may share, and not under itself. */
export function hasStem(word: string): boolean {
  return /^[a-z]{3,}$/.test(word);
}

function findEndOfScript(text: string, from: number, script: typeof CJK | typeof UNSPACED): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classify(code);
    if (kind !== script && kind !== MARK) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Every pair of neighbors, and every single character: there are no spaces to separate words. */
function tokenizeCjk(text: string, start: number, end: number, from: number, sink: WordSink): number {
  const characters = [...text.slice(start, end)];
  let position = from;
  let at = start;
  for (const [i, character] of characters.entries()) {
    const next = characters[i + 1];
    const after = at + character.length;
    if (next !== undefined) sink(fold(character + next), position, at, after + next.length);
    sink(fold(character), position, at, after);
    at = after;
    position += 1;
  }
  return position;
}

/** The version of the rules and dictionaries below: words that another version has split would not be found. */
export const SEGMENTATION = process.versions.icu ?? '';

/** Words are separated with a dictionary; the script of the text selects it. */
const segmenter = new Intl.Segmenter('th', { granularity: 'word' });

function tokenizeUnspaced(text: string, start: number, end: number, from: number, sink: WordSink): number {
  let position = from;
  for (const { segment, index } of segmenter.segment(text.slice(start, end))) {
    const word = fold(segment.slice(0, MAX_WORD)).slice(0, MAX_WORD);
    if (word === '') continue;
    sink(word, position, start + index, start + index + segment.length);
    position += 1;
  }
  return position;
}

/** The end of a run of letters and digits together with those that `-`, `_`, `'`, `^` or a decimal point joins to it. */
function findEndOfCompound(text: string, from: number): number {
  let at = findEndOfRun(text, from);
  while (at < text.length - 1 && joins(text, at)) at = findEndOfRun(text, at + 1);
  return at;
}

function findEndOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classify(code);
    if (kind === OTHER || kind === CJK || kind === UNSPACED) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function joins(text: string, at: number): boolean {
  const next = classify(text.codePointAt(at + 1) ?? 0);
  if (next !== LOWER && next !== UPPER && next !== DIGIT) return false;
  const joiner = text[at] ?? '';
  if (joiner === '.') return next === DIGIT && classify(text.charCodeAt(at - 1)) === DIGIT;
  return "-_'^\u2010\u2011\u2019".includes(joiner);
}
