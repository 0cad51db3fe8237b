import { fold } from '../../core/matching/fold.ts';
import { classify, OTHER } from './characters.ts';

/**
 * Takes one word: folded, not stemmed; `[start, end)` are offsets in the text as given. Words that are together as
 * one (`GPT-4o`, `FlashAttention`) come as their parts, one position each, and once more joined, at the first part's
 * position.
 */
export type WordSink = (word: string, position: number, start: number, end: number) => void;

/** No word is longer: what is, is an attack or a base64 blob, and its head says enough. */
export const MAX_WORD = 64;
/** Of what joiners and accents are taken out of: what is left behind is cut. */
const MAX_READ = 8 * MAX_WORD;
const MAX_JOINED_PARTS = 4;
const JOINERS = /[-_'^\u2010\u2011\u2019]/g;
/** Joins closer than a hyphen: `X^2-Gaussian` is `x2` and `gaussian`. */
const POWER = '^';

interface Part {
  readonly start: number;
  readonly end: number;
}

/** Hands out the words of a run of letters, digits and joiners; answers the position after the last. */
export function readCompound(text: string, start: number, end: number, from: number, sink: WordSink): number {
  const special = findSpecialWord(text, start, end);
  if (special) sink(special.word, from, start, special.end);
  if (special && !special.inner) return from + 1;
  const runs = withoutClitic(text, splitRuns(text, start, end));
  const give = (part: Part, position: number): void => {
    const beginning = text.slice(part.start, Math.min(part.end, part.start + MAX_READ));
    const word = fold(beginning.replace(JOINERS, '')).slice(0, MAX_WORD);
    if (word !== '') sink(word, position, part.start, part.end);
  };
  let position = from;
  for (const run of runs) {
    const pieces = splitRun(text, run);
    for (const [i, piece] of pieces.entries()) give(piece, position + i);
    if (pieces.length > 1) give(run, position);
    position += pieces.length;
  }
  const [first] = runs;
  const last = runs.at(-1);
  if (first && last && runs.length > 1 && runs.length <= MAX_JOINED_PARTS) {
    give({ start: first.start, end: last.end }, from);
  }
  return position;
}

/** `C++`, `C#`, and the `O(…)` of running times, of which the inside is read as words too. */
function findSpecialWord(text: string, start: number, end: number) {
  if (end - start > 1) return undefined;
  const letter = fold(text.slice(start, end));
  if (text.startsWith('++', end)) return { word: `${letter}++`, end: end + 2, inner: false };
  if (text[end] === '#') return { word: `${letter}#`, end: end + 1, inner: false };
  if (letter !== 'o' || text[end] !== '(') return undefined;
  const close = text.slice(end, end + 34).indexOf(')');
  if (close < 0) return undefined;
  const inside = text.slice(end + 1, end + close).replace(/[\s\\${}]/g, '');
  if (inside === '') return undefined;
  return { word: `o(${fold(inside)})`.slice(0, MAX_WORD), end: end + close + 1, inner: true };
}

/** Cuts at joiners. */
function splitRuns(text: string, start: number, end: number): Part[] {
  const runs: Part[] = [];
  let open = start;
  for (let at = start; at <= end; at++) {
    if (at < end && !isJoiner(text, at)) continue;
    if (at > open) runs.push({ start: open, end: at });
    open = at + 1;
  }
  return runs;
}

function isJoiner(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // The second half of a character outside the basic plane has no class of its own.
  if (code >= 0xdc00 && code <= 0xdfff) return false;
  return text[at] !== '.' && text[at] !== POWER && classify(text.codePointAt(at) ?? 0) === OTHER;
}

/** The tails of "it's", "don't" and "we'll" are no words. */
function withoutClitic(text: string, runs: readonly Part[]): readonly Part[] {
  const last = runs.at(-1);
  if (!last || runs.length < 2 || !/['\u2019]/.test(text[last.start - 1] ?? '')) return runs;
  return /^(?:s|t|re|ve|ll|d|m)$/i.test(text.slice(last.start, last.end)) ? runs.slice(0, -1) : runs;
}

const HUMP = /(?<=\p{Ll}{2})(?=\p{Lu}\p{Ll}{2})|(?<=\p{L}{3})(?=\d+(?:\.\d+)?$)/u;

/** Cuts at a `^`, between `flash` and `Attention`, and between `Llama` and `3`; a run without such a seam is its own piece. */
function splitRun(text: string, run: Part): Part[] {
  const power = text.indexOf(POWER, run.start);
  if (power < 0 || power >= run.end) return splitHumps(text, run);
  let start = run.start;
  return text
    .slice(run.start, run.end)
    .split(POWER)
    .flatMap((part) => {
      const end = start + part.length;
      const pieces = part === '' ? [] : splitHumps(text, { start, end });
      start = end + 1;
      return pieces;
    });
}

function splitHumps(text: string, run: Part): Part[] {
  const length = run.end - run.start;
  if (length < 4 || length > MAX_WORD) return [run];
  const pieces = text.slice(run.start, run.end).split(HUMP);
  // Only pieces of three letters or more are words: `LoRA` and `PyTorch` stay whole.
  if (pieces.some((piece) => piece.length < 3 && !/^[\d.]+$/.test(piece))) return [run];
  let end = run.start;
  return pieces.map((piece) => {
    const start = end;
    end += piece.length;
    return { start, end };
  });
}
