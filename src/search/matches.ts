import type { Span } from '../core/message.ts';
import { Beginnings } from './beginnings.ts';
import type { WordSink } from './compound.ts';
import { termOf, tokenize } from './tokenize.ts';

/** A place in a text where something that was searched for stands. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: string;
}

/** The terms' places in a text, in order and apart from each other. */
export function matchesIn(
  text: string,
  terms: { has(term: string): boolean; keys(): Iterable<string> },
): Match[] {
  const found: Match[] = [];
  const beginnings = new Beginnings(terms.keys());
  const read = (word: string): string | undefined => {
    const term = beginnings.match(word, 0) ? termOf(word) : '';
    return terms.has(term) ? term : undefined;
  };
  tokenize(text, taker(found, read), 0, beginnings);
  return found;
}

/** The same for words as they are written, not stemmed: names. */
export function wordsFoundIn(text: string, words: ReadonlySet<string>): Match[] {
  const found: Match[] = [];
  tokenize(
    text,
    taker(found, (word) => (words.has(word) ? word : undefined)),
  );
  return found;
}

function taker(found: Match[], read: (word: string) => string | undefined): WordSink {
  return (word, _position, start, end) => {
    const term = read(word);
    if (term === undefined) return;
    // A compound comes as its parts and once more as a whole, which then covers them.
    while (start <= (found.at(-1)?.start ?? -1)) found.pop();
    const before = found.at(-1);
    if (before === undefined || start >= before.end) found.push({ start, end, term });
    else found[found.length - 1] = { ...before, end: Math.max(end, before.end) };
  };
}

/** A window of a text with its matches strong, and marks where text was left out. */
export function spansOf(
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
  for (const { start, end } of matches) {
    if (start < at || end > window.end) continue;
    plain(start);
    spans.push({ text: text.slice(start, end), strong: true });
    at = end;
  }
  plain(window.end);
  if (window.end < text.length) spans.push({ text: ' …' });
  return spans;
}
