/** How wide the screen of a phone is, and how high, in points: an iPhone 12 to 14. */
export const PHONE = { width: 390, height: 844 } as const;

/** Widths of Helvetica's characters in thousandths of its size; what is not here is as wide as a digit. */
const WIDTHS: ReadonlyMap<string, number> = new Map(
  [
    [222, 'ijl'],
    [278, ' ft.,:;/!I·'],
    [333, 'r-()'],
    [500, 'ckszvxyJ'],
    [611, 'FTZ'],
    [667, 'ABEKPSVXY&'],
    [722, 'CDHNRUw'],
    [778, 'GOQ'],
    [833, 'mM'],
    [944, 'W'],
    [1000, '…%👍👎'],
  ].flatMap(([width, characters]) => [...String(characters)].map((one) => [one, Number(width)] as const)),
);
const DIGIT = 556;
/** Helvetica Bold beside Helvetica. */
const BOLD = 1.06;

/** How a text is set, in points. */
export interface Type {
  readonly size: number;
  readonly height: number;
  readonly isBold?: boolean;
}

/** How many lines a text takes in a column that is so many points wide. */
export function countPhoneLines(text: string, width: number, { size, isBold }: Type): number {
  const scale = (size / 1000) * (isBold ? BOLD : 1);
  const measureWidth = (word: string): number =>
    [...word].reduce((sum, one) => sum + (WIDTHS.get(one) ?? DIGIT), 0) * scale;
  let lines = 1;
  let x = 0;
  for (const word of text.split(' ')) {
    const wide = measureWidth(word);
    if (x > 0 && x + wide > width) {
      lines += 1;
      x = 0;
    }
    x += wide + measureWidth(' ');
  }
  return lines;
}
