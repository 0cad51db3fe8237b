import type { Span } from '../../core/base/text.ts';
import type { WordSink } from '../text/compound.ts';
import { TermCache } from '../text/term-cache.ts';
import { tokenize } from '../text/tokenize.ts';
import { buildBeginningsPattern } from './beginnings.ts';

/** The position of a match in a text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** Finds the same terms in one text after the other. */
export class TermMatcher {
  readonly #terms: { has(term: string): boolean };
  readonly #pattern: RegExp | undefined;
  readonly #cache = new TermCache();

  constructor(terms: { has(term: string): boolean; keys(): Iterable<string> }) {
    this.#terms = terms;
    this.#pattern = buildBeginningsPattern(terms.keys());
  }

  /** Where the terms are in a text, in order and apart from each other. */
  find(text: string): Match[] {
    const found: Match[] = [];
    const read = (word: string): string | undefined => {
      const term = this.#cache.toTerm(word);
      return this.#terms.has(term) ? term : undefined;
    };
    for (const [start, end] of findStretches(text, this.#pattern))
      tokenize(text.slice(start, end), createTaker(found, read, start));
    return found;
  }
}

/** The parts of a text that have to be tokenized: from space to space, where a word of the query may begin. */
function findStretches(
  text: string,
  pattern: RegExp | undefined,
): Array<readonly [start: number, end: number]> {
  if (!pattern) return [[0, text.length]];
  const stretches: Array<readonly [number, number]> = [];
  pattern.lastIndex = 0;
  for (let spot = pattern.exec(text); spot; spot = pattern.exec(text)) {
    const behind = text.indexOf(' ', spot.index + 1);
    const end = behind < 0 ? text.length : behind;
    stretches.push([text.lastIndexOf(' ', spot.index) + 1, end]);
    pattern.lastIndex = end;
  }
  return stretches;
}

/** Where words are as they are written, not stemmed: names. */
export function findWords(text: string, words: ReadonlySet<string>): Match[] {
  const found: Match[] = [];
  tokenize(
    text,
    createTaker(found, (word) => (words.has(word) ? word : undefined)),
  );
  return found;
}

function createTaker(found: Match[], read: (word: string) => string | undefined, offset = 0): WordSink {
  return (word, _position, from, to) => {
    const term = read(word);
    if (term === undefined) return;
    const [start, end] = [offset + from, offset + to];
    // A compound comes as its parts and once more as a whole, which then covers them.
    while (start <= (found.at(-1)?.start ?? -1)) found.pop();
    const before = found.at(-1);
    if (before === undefined || start >= before.end) found.push({ start, end, term });
    else found[found.length - 1] = { ...before, end: Math.max(end, before.end) };
  };
}

/** Merges adjacent matches: to a reader `FlashAttention` is one word. */
export function joinMatches(matches: readonly Match[]): Match[] {
  const whole: Match[] = [];
  for (const match of matches) {
    const before = whole.at(-1);
    if (before?.end === match.start) whole[whole.length - 1] = { ...before, end: match.end };
    else whole.push(match);
  }
  return whole;
}

/** A window of a text with its matches strong, and marks where text was left out. */
export function toSpans(
  text: string,
  window: { start: number; end: number },
  matches: readonly Match[],
): Span[] {
  const spans: Span[] = [];
  let at = window.start;
  const plain = (until: number): void => {
    if (until > at) spans.push({ text: text.slice(at, until) });
  };
  if (window.start > 0) spans.push({ text: '… ' });
  for (const { start, end } of joinMatches(matches)) {
    if (start < at || end > window.end) continue;
    plain(start);
    spans.push({ text: text.slice(start, end), strong: true });
    at = end;
  }
  plain(window.end);
  if (window.end < text.length) spans.push({ text: ' …' });
  return spans;
}
