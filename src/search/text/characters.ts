/** What a character is to the tokenizer. */
export const OTHER = 0;
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;
/** Scripts written without spaces, where every character counts. */
export const CJK = 4;
/** Accents and joiners that belong to the character before them. */
export const MARK = 5;
/** Scripts written without spaces whose words a dictionary separates. */
export const UNSPACED = 6;

const CJK_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3005\u3007\u30fc]/u;

const UNSPACED_SCRIPTS = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Latin, Greek, Cyrillic and Hebrew, computed once: patterns are slow, and nearly all text is of these. */
const KNOWN: Uint8Array = Uint8Array.from({ length: 0x600 }, (_, codePoint) => classifyByPattern(codePoint));

/** The class of a code point, one of the constants above. */
export function classify(codePoint: number): number {
  return codePoint < KNOWN.length ? (KNOWN[codePoint] as number) : classifyByPattern(codePoint);
}

function classifyByPattern(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  if (CJK_SCRIPTS.test(text)) return CJK;
  if (UNSPACED_SCRIPTS.test(text) && /[\p{L}\p{M}]/u.test(text)) return UNSPACED;
  if (/\p{Lu}/u.test(text)) return UPPER;
  if (/\p{L}/u.test(text)) return LOWER;
  if (/\p{N}/u.test(text)) return DIGIT;
  if (/\p{M}/u.test(text)) return MARK;
  return OTHER;
}
