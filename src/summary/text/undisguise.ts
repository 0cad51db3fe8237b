import { toAsciiDigits } from './digits.ts';
import { toVisible } from './sentences.ts';

/** Cyrillic and Greek letters that look like Latin ones, and digits that are read as letters. */
const LOOKALIKES = {
  letters: 'аеоріусхѕԁһԛԝвнкмтАВЕНІКМОРСТХαεορικτυνΑΒΕΗΙΚΜΝΟΡΤΧ',
  latin: 'aeopiycxsdhqwbhkmtABEHIKMOPCTXaeopiktuvABEHIKMNOPTX',
};
const DIGITS = { digits: '013457', latin: 'oieast' };

/** What a word that is disguised has in it. */
const DISGUISE = /[\p{Script=Cyrillic}\p{Script=Greek}]|\p{Ll}[013457]\p{Ll}/u;

/** A text as it is read, where letters of other scripts, digits or spaces are in its words. */
export function undisguise(text: string): string {
  const joined = text.replace(/(?<!\p{L})(?:\p{L} ){3,}\p{L}(?!\p{L})/gu, (spaced) =>
    spaced.replaceAll(' ', ''),
  );
  // Nearly every sentence: its words need not be looked at one by one.
  if (!DISGUISE.test(joined)) return joined;
  return joined.replace(/[\p{L}\p{N}]+/gu, (word) => {
    if (!/\p{Script=Latin}/u.test(word) || !DISGUISE.test(word)) return word;
    return [...word].map((letter) => toLatin(letter)).join('');
  });
}

function toLatin(letter: string): string {
  const { letters, latin } = LOOKALIKES;
  return latin[letters.indexOf(letter)] ?? DIGITS.latin[DIGITS.digits.indexOf(letter)] ?? letter;
}

/** Dots that an address is read with: the CJK full stop and raised ones, only between Latin letters and digits. */
const OTHER_DOTS = /(?<=[a-z0-9])[。·‧∙⋅•・](?=[a-z0-9])/gi;
const DASHES = /[‐-―−]/g;
const ACCENTS = /(?<=[a-z])\p{M}+/giu;

/** What of a sentence is looked at: nothing that is looked for is longer, and a hostile text may be one endless sentence. */
export const LOOKED_AT = 2_000;

/**
 * The forms in which a reader may read the beginning of a text, for patterns to look at: without what is invisible, with full-width,
 * styled and small-capital forms as the letters they are, and with lookalikes in place of what they look like. Each has `LOOKED_AT`
 * characters at most: a single letter can be eighteen in its other form.
 */
export function listReadings(text: string): string[] {
  const compatible = text.slice(0, LOOKED_AT).normalize('NFKC').slice(0, LOOKED_AT);
  const plain = toAsciiDigits(toVisible(compatible))
    .replace(DASHES, '-')
    .replace(OTHER_DOTS, '.')
    .replace(/\s+/g, ' ');
  const bare = plain.normalize('NFD').replace(ACCENTS, '').normalize('NFC').slice(0, LOOKED_AT);
  // A one is read as the letter that it looks like, too.
  const ones = bare.replace(/(?<=\p{L})1+(?=[\p{L} ])|(?<![\d.,])1(?=\p{L}{3})/gu, (run) =>
    'l'.repeat(run.length),
  );
  return [...new Set([plain, undisguise(plain), undisguise(bare), undisguise(ones)])];
}
