/** What a character is to the tokenizer. */
export const OTHER = 0;
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 3;
/** Scripts written without spaces, where every character counts. */
export const CJK = 4;
/** Accents and joiners that belong to the character before them. */
export const MARK = 5;

const CJK_SCRIPTS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3005\u3007\u30fc]/u;

/** Classes of the basic plane, filled as characters are met: regular expressions are slow to ask every time. */
const known = new Uint8Array(0x10000).fill(255);

/** The class of a code point, one of the constants above. */
export function classOf(codePoint: number): number {
  if (codePoint > 0xffff) return classify(codePoint);
  const seen = known[codePoint] ?? 255;
  if (seen !== 255) return seen;
  const found = classify(codePoint);
  known[codePoint] = found;
  return found;
}

function classify(codePoint: number): number {
  const text = String.fromCodePoint(codePoint);
  if (CJK_SCRIPTS.test(text)) return CJK;
  if (/\p{Lu}/u.test(text)) return UPPER;
  if (/\p{L}/u.test(text)) return LOWER;
  if (/\p{N}/u.test(text)) return DIGIT;
  if (/\p{M}/u.test(text)) return MARK;
  return OTHER;
}

/** Letters that decomposition leaves whole, and what people type instead. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const NOT_ASCII = /[^\0-\x7f]/;

/** Lower case without accents, full-width and styled letters made plain, so that `naïve` finds `Naive`. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower;
  return (
    lower
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[ßøłđæœðþı]/g, (letter) => SPELLED[letter] ?? letter)
      // The Japanese voicing marks tell words apart; accents do not.
      .replace(/(?![\u3099\u309a])[^\p{L}\p{N}]/gu, '')
      .normalize('NFC')
  );
}
