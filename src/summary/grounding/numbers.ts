import { toAsciiDigits } from '../text/digits.ts';
import { withoutFormatting, withoutNumberedNames } from './names.ts';
import { listNumberWords, MAGNITUDES } from './number-words.ts';

/** What a letter behind the digits multiplies by: `1.5M`. */
const LETTERS: Readonly<Record<string, number>> = { k: 1e3, m: 1e6, b: 1e9, t: 1e12 };
/** What a sign behind the digits multiplies by, in Chinese, Japanese and Korean; `百万` by both. */
const SIGNS: Readonly<Record<string, number>> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  萬: 1e4,
  億: 1e8,
  亿: 1e8,
  兆: 1e12,
  백: 100,
  천: 1e3,
  만: 1e4,
  억: 1e8,
};
const NUMBER =
  /(\d+(?:[.,'’]\d+)*)(?:([kKMBT])(?![\p{L}\p{N}])| ?-?(thousand|million|billion|trillion)\b| ?([十百千万萬億亿兆]+)|([백천만억]+)|(?= ?(%|percent\b))|)/gu;
/** Spaces that hold thousands apart, `12 000`: they must not be taken for those between numbers. */
const GROUPING = /(?<=\d)[\u00a0\u2009\u202f](?=\d{3}(?!\d))/g;

/** A number as written in a text, and its possible values: `1,500` is 1500 or, in other languages, 1.5. */
export interface WrittenNumber {
  readonly text: string;
  readonly values: readonly number[];
  /** The same without a magnitude behind it: 1.5 for `1.5 million`. */
  readonly bare: readonly number[];
}

/**
 * The numbers of a text, also those in words where it is English; digits within a name are the name's. LaTeX and digits
 * of other scripts are read through.
 */
export function listNumbers(text: string, isEnglish: boolean): WrittenNumber[] {
  const plain = withoutNumberedNames(toAsciiDigits(withoutFormatting(text.replace(GROUPING, ''))));
  const digits = [...plain.matchAll(NUMBER)].map(
    ([all, number = '', letter, word, han = '', hangul = '', percent]) => {
      const bySigns = [...han, ...hangul].reduce((product, sign) => product * (SIGNS[sign] ?? 1), 1);
      const times = LETTERS[letter?.toLowerCase() ?? ''] ?? MAGNITUDES.get(word ?? '') ?? bySigns;
      const bare = listReadings(number);
      const values = bare.map((value) => roundNumber(value * times));
      // 50 % is a half.
      const shares = percent === undefined ? [] : values.map((value) => roundNumber(value / 100));
      return { text: all, values: [...values, ...shares], bare };
    },
  );
  if (!isEnglish) return digits;
  const words = listNumberWords(plain.replace(NUMBER, ' ')).map((word) => ({ ...word, bare: word.values }));
  return [...digits, ...words];
}

function listReadings(number: string): number[] {
  const bare = number.replace(/['’]/g, '');
  // In India `1,50,000`.
  const isGrouped = /^(?:\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3})$/.test(bare);
  const whole = isGrouped ? [Number(bare.replace(/[.,]/g, ''))] : [];
  const parts = bare.split(/[.,]/);
  // `1,2,3` is a list.
  if (parts.length > 2) return isGrouped ? whole : parts.map(Number);
  return [...whole, Number(parts.join('.'))];
}

/** Products of decimals are compared, so the last binary digits must not count. */
function roundNumber(value: number): number {
  return Number(value.toPrecision(12));
}
