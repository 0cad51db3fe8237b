/** Letters that Unicode decomposition does not change, and what people type instead. */
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

/** Lower case without accents, full-width and styled letters normalized, so that `naïve` finds `Naive`. */
export function fold(word: string): string {
  const lower = word.toLowerCase();
  if (!NOT_ASCII.test(lower)) return lower;
  return (
    lower
      .normalize('NFKD')
      .toLowerCase()
      .replace(/[ßøłđæœðþı]/g, (letter) => SPELLED[letter] ?? letter)
      // Vowel signs of Indic and related scripts and the Japanese voicing marks distinguish words; accents do not.
      .replace(/(?![\u3099\u309a\u0900-\u109f\u1780-\u17ff])[^\p{L}\p{N}]/gu, '')
      .normalize('NFC')
  );
}
