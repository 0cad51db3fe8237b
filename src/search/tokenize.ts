import { stemmer } from 'stemmer';
import { CJK, classOf, DIGIT, fold, LOWER, MARK, OTHER, UPPER } from './characters.ts';
import { STOP_WORDS } from './stop-words.ts';

/**
 * Takes one word: folded, not stemmed; `[start, end)` are offsets in the text as given. Words that stand together as
 * one (`GPT-4o`, `FlashAttention`) come as their parts, one position each, and once more joined, at the first part's
 * position.
 */
export type WordSink = (word: string, position: number, start: number, end: number) => void;

/** No word is longer: what is, is an attack or a base64 blob, and its head says enough. */
const MAX_WORD = 64;
const MAX_JOINED_PARTS = 4;

/** Hands every word of `text` to `sink`, from position `from`; answers the position after the last. */
export function tokenize(text: string, sink: WordSink, from = 0): number {
  let position = from;
  let at = 0;
  while (at < text.length) {
    const simple = endOfSimpleWord(text, at);
    if (simple > at) {
      sink(text.slice(at, simple).toLowerCase(), position, at, simple);
      position += 1;
      at = simple;
      continue;
    }
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    if (kind === OTHER || kind === MARK) at += code > 0xffff ? 2 : 1;
    else if (kind === CJK) {
      const end = endOfCjk(text, at);
      position = cjkWords(text, at, end, position, sink);
      at = end;
    } else {
      const end = endOfCompound(text, at);
      position = compound(text, at, end, position, sink);
      at = end;
    }
  }
  return position;
}

/** What may stand behind a simple word: ASCII that neither belongs to a word nor joins two. */
const ENDS_SIMPLE_WORD: Uint8Array = Uint8Array.from({ length: 128 }, (_, code) =>
  /[\w'\-+#(]/.test(String.fromCharCode(code)) ? 0 : 1,
);

/**
 * The end of a word that is nothing but ASCII letters, small but for the first; `from` when what stands there may be
 * anything else. Nearly every word is of this kind, and this is several times faster than looking properly.
 */
function endOfSimpleWord(text: string, from: number): number {
  const first = text.charCodeAt(from) | 32;
  if (first < 97 || first > 122) return from;
  let at = from + 1;
  let code = text.charCodeAt(at);
  while (code >= 97 && code <= 122) code = text.charCodeAt(++at);
  const ends = at >= text.length || ENDS_SIMPLE_WORD[code] === 1;
  return ends && at - from <= MAX_WORD ? at : from;
}

/** `tokenize` as a list of the words alone. */
export function wordsOf(text: string): string[] {
  const words: string[] = [];
  tokenize(text, (word) => words.push(word));
  return words;
}

/** The words one after the other, without the joined forms. */
export function partsOfText(text: string): string[] {
  const parts = new Map<number, string>();
  tokenize(text, (word, position) => {
    if (!parts.has(position)) parts.set(position, word);
  });
  return [...parts.values()];
}

const terms = new Map<string, string>();
const MAX_TERMS_REMEMBERED = 400_000;

/** What a word is filed under: its stem, or `''` for a stop word, which is not filed. */
export function termOf(word: string): string {
  const seen = terms.get(word);
  if (seen !== undefined) return seen;
  const term = STOP_WORDS.has(word) ? '' : /^[a-z]{3,}$/.test(word) ? stemmer(word) : word;
  if (terms.size >= MAX_TERMS_REMEMBERED) terms.clear();
  terms.set(word, term);
  return term;
}

function endOfCjk(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    if (kind !== CJK && kind !== MARK) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

/** Every pair of neighbours, and every character alone: there are no spaces to say where a word ends. */
function cjkWords(text: string, start: number, end: number, from: number, sink: WordSink): number {
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

/** The end of a run of letters and digits together with those that `-`, `_`, `'` or a decimal point joins to it. */
function endOfCompound(text: string, from: number): number {
  let at = endOfRun(text, from);
  while (at < text.length - 1 && joins(text, at)) at = endOfRun(text, at + 1);
  return at;
}

function endOfRun(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    const kind = classOf(code);
    if (kind === OTHER || kind === CJK) break;
    at += code > 0xffff ? 2 : 1;
  }
  return at;
}

function joins(text: string, at: number): boolean {
  const next = classOf(text.codePointAt(at + 1) ?? 0);
  if (next !== LOWER && next !== UPPER && next !== DIGIT) return false;
  const joiner = text[at] ?? '';
  if (joiner === '.') return next === DIGIT && classOf(text.charCodeAt(at - 1)) === DIGIT;
  return "-_'\u2010\u2011\u2019".includes(joiner);
}

function compound(text: string, start: number, end: number, from: number, sink: WordSink): number {
  const special = specialWord(text, start, end);
  if (special) sink(special.word, from, start, special.end);
  if (special && !special.inner) return from + 1;
  const parts = partsOf(text, start, end);
  let position = from;
  for (const part of parts) {
    sink(fold(text.slice(part.start, part.end)).slice(0, MAX_WORD), position, part.start, part.end);
    position += 1;
  }
  const [first] = parts;
  const last = parts.at(-1);
  if (first && last && parts.length > 1 && parts.length <= MAX_JOINED_PARTS) {
    const joined = fold(text.slice(first.start, last.end).replace(/[-_'\u2010\u2011\u2019]/g, ''));
    sink(joined.slice(0, MAX_WORD), from, first.start, last.end);
  }
  return position;
}

/** `C++`, `C#`, and the `O(…)` of running times, of which the inside is read as words too. */
function specialWord(text: string, start: number, end: number) {
  if (end - start > 1) return undefined;
  const letter = fold(text.slice(start, end));
  if (text.startsWith('++', end)) return { word: `${letter}++`, end: end + 2, inner: false };
  if (text[end] === '#') return { word: `${letter}#`, end: end + 1, inner: false };
  if (letter !== 'o' || text[end] !== '(') return undefined;
  const close = text.indexOf(')', end);
  if (close < 0 || close - end > 32) return undefined;
  const inside = text.slice(end + 1, close).replace(/[\s\\${}]/g, '');
  return inside === ''
    ? undefined
    : { word: `o(${fold(inside)})`.slice(0, MAX_WORD), end: close + 1, inner: true };
}

interface Part {
  start: number;
  end: number;
}

/** Cuts at joiners, between `flash` and `Attention`, and between `Llama` and `3`. */
function partsOf(text: string, start: number, end: number): Part[] {
  const parts: Part[] = [];
  let open = start;
  for (let at = start; at < end; at++) {
    if (text[at] !== '.' && classOf(text.codePointAt(at) ?? 0) === OTHER && !isLowSurrogate(text, at)) {
      cutRun(text, open, at, parts);
      open = at + 1;
    }
  }
  cutRun(text, open, end, parts);
  const last = parts.at(-1);
  // The tails of "it's", "don't" and "we'll" are no words.
  if (parts.length > 1 && last && /['\u2019]/.test(text[last.start - 1] ?? '')) {
    if (/^(?:s|t|re|ve|ll|d|m)$/i.test(text.slice(last.start, last.end))) parts.pop();
  }
  return parts;
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}

const HUMP = /(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})|(?<=\p{L}{3})(?=\d+(?:\.\d+)?$)/u;

function cutRun(text: string, start: number, end: number, parts: Part[]): void {
  if (end <= start) return;
  const run = text.slice(start, end);
  // Only pieces of three letters or more are words: `LoRA` and `PyTorch` stay whole.
  const pieces = end - start >= 4 ? run.split(HUMP) : [run];
  if (pieces.length === 1 || pieces.some((piece) => piece.length < 3 && !/^[\d.]+$/.test(piece))) {
    parts.push({ start, end });
    return;
  }
  let at = start;
  for (const piece of pieces) {
    parts.push({ start: at, end: at + piece.length });
    at += piece.length;
  }
}
