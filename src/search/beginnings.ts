/**
 * How the words begin whose stems are wanted: a cheap way to pass over most other words unstemmed. It tells by the five
 * low bits of two letters, so now and then it lets a word pass that begins otherwise.
 */
export class Beginnings {
  /** For each first letter the second letters, a bit each. */
  readonly #seconds: number[] = new Array(32).fill(0);

  constructor(stems: Iterable<string>) {
    for (const stem of stems) {
      const first = stem.charCodeAt(0) & 31;
      // Of a stem all letters but the last are its word's: `happi` is `happy`.
      const seconds = stem.length < 3 ? -1 : 1 << (stem.charCodeAt(1) & 31);
      this.#seconds[first] = (this.#seconds[first] ?? 0) | seconds;
    }
  }

  /** Whether the word at `at`, folded or of ASCII letters in either case, may have one of the stems. */
  match(text: string, at: number): boolean {
    const seconds = this.#seconds[text.charCodeAt(at) & 31] as number;
    return ((seconds >> (text.charCodeAt(at + 1) & 31)) & 1) === 1;
  }

  /** Whether a word with one of the stems may begin anywhere in `[start, end)`, joiners left out or not. */
  matchWithin(text: string, start: number, end: number): boolean {
    for (let at = start; at < end; at++) {
      if (text.charCodeAt(at) > 127) return true;
      const isBeforeJoiner = at + 1 < end && !isWordCharacter(text.charCodeAt(at + 1));
      if (this.match(text, at) || (isBeforeJoiner && this.#seconds[text.charCodeAt(at) & 31] !== 0))
        return true;
    }
    return false;
  }
}

function isWordCharacter(code: number): boolean {
  const letter = code | 32;
  return (letter >= 97 && letter <= 122) || (code >= 48 && code <= 57);
}
