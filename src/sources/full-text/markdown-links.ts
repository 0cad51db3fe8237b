const MAX_LABEL_LENGTH = 500;
const MAX_ADDRESS_LENGTH = 1_500;
const MAX_TITLE_LENGTH = 1_500;
const MAX_IMAGE_LENGTH = 2_000;

/** A range of a text and its replacement. */
interface Replaced {
  readonly end: number;
  readonly by: string;
}

/** The text with a space for each image: `![label](address)`. */
export function withoutImages(text: string): string {
  const closesLabel = createFinder(text, ']');
  const closesAddress = createFinder(text, ')');
  return replaceFrom(text, '![', (at) => {
    const label = closesLabel(at + 2);
    if (label < 0 || label - at > MAX_LABEL_LENGTH || text[label + 1] !== '(') return undefined;
    const end = closesAddress(label + 2);
    return end < 0 || end - label > MAX_IMAGE_LENGTH ? undefined : { end: end + 1, by: ' ' };
  });
}

/** The text with the label for each link: `[label](address "title")`; the address may hold parentheses in pairs. */
export function withoutLinks(text: string): string {
  const bracket = createFinder(text, '[', ']');
  return replaceFrom(text, '[', (at) => {
    const close = bracket(at + 1);
    if (close < 0 || close - at > MAX_LABEL_LENGTH || text[close] !== ']' || text[close + 1] !== '(')
      return undefined;
    const end = findEndOfAddress(text, close + 2);
    return end === undefined ? undefined : { end, by: text.slice(at + 1, close) };
  });
}

/** Replaces what begins with `opening`, from left to right, where `match` finds its end. */
function replaceFrom(text: string, opening: string, match: (at: number) => Replaced | undefined): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(opening); at >= 0; ) {
    const found = match(at);
    if (found) {
      parts.push(text.slice(from, at), found.by);
      from = found.end;
    }
    at = text.indexOf(opening, found?.end ?? at + 1);
  }
  return parts.join('') + text.slice(from);
}

/**
 * Finds the next of these characters from a position on. Positions are asked for in ascending order, so that the text is gone
 * through once, however often it is asked.
 */
function createFinder(text: string, ...characters: readonly string[]): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      found = from;
      while (found < text.length && !characters.includes(text[found] ?? '')) found += 1;
    }
    return found < text.length ? found : -1;
  };
}

/**
 * Behind the parenthesis that closes the address. No square bracket is part of an address: so no two links read the same
 * characters, and the whole is linear.
 */
function findEndOfAddress(text: string, from: number): number | undefined {
  let open = 0;
  const most = Math.min(text.length, from + MAX_ADDRESS_LENGTH);
  for (let at = from; at < most; at++) {
    const character = text[at] ?? '';
    if (character === ')' && open === 0) return at + 1;
    if (character === ')') open -= 1;
    else if (character === '(') open += 1;
    else if (character === '[' || character === ']') return undefined;
    else if (isBlank(character)) return open === 0 ? findEndOfTitle(text, at) : undefined;
  }
  return undefined;
}

/** `"In Sieve")` behind an address. */
function findEndOfTitle(text: string, from: number): number | undefined {
  let at = from;
  while (at < text.length && at - from < MAX_TITLE_LENGTH && isBlank(text[at] ?? '')) at += 1;
  if (text[at] !== '"') return undefined;
  const quote = text.slice(at + 1, at + 1 + MAX_TITLE_LENGTH).indexOf('"');
  const end = at + 1 + quote + 1;
  return quote >= 0 && text[end] === ')' ? end + 1 : undefined;
}

function isBlank(character: string): boolean {
  return /\s/.test(character);
}
