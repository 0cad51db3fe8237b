import { flattenText } from '../../src/core/base/text.ts';
import { chooseCardText, listCardFacts, wordPeople } from '../../src/core/message/card-lines.ts';
import { listEntryFacts } from '../../src/core/message/entry-facts.ts';
import { fitOneScreen } from '../../src/core/message/fit-one-screen.ts';
import type { Card, Overview, PaperView } from '../../src/core/message/message.ts';
import { listCardLinks } from '../../src/core/paper/paper-links.ts';

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

interface Type {
  readonly size: number;
  readonly height: number;
  readonly isBold?: boolean;
}

/** How many lines a text takes in a column, in points. */
function countLines(text: string, width: number, { size, isBold }: Type): number {
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

/** What an overview is made of on a phone that is 390 points wide, as the page of the demo draws it. */
const PHONES = {
  discord: {
    width: 292,
    title: { size: 14, height: 18, isBold: true },
    line: { size: 14, height: 18 },
    facts: { size: 12, height: 16 },
    /** Between two papers, within a paper, and all that is above, below and around. */
    gaps: { papers: 18, within: 0, around: 96 },
  },
  slack: {
    width: 315,
    title: { size: 15, height: 22, isBold: true },
    line: { size: 15, height: 22 },
    facts: { size: 15, height: 22 },
    gaps: { papers: 8, within: 0, around: 130 },
  },
} as const satisfies Record<string, { width: number; title: Type; line: Type; facts: Type; gaps: object }>;

/** The height of an overview in points, without reactions. */
export function heightOnPhone({ entries, language }: Overview, platform: keyof typeof PHONES): number {
  const { width, title, line, facts, gaps } = PHONES[platform];
  const tall = (view: PaperView): number => {
    const oneLine = view.summary?.line;
    const factLine = listEntryFacts(view, language)
      .map(({ text }) => text)
      .join(' · ');
    return (
      countLines(`${view.n}. ${view.paper.title}`, width, title) * title.height +
      (oneLine ? countLines(oneLine, width, line) * line.height : 0) +
      gaps.within +
      countLines(factLine, width, facts) * facts.height
    );
  };
  const shown = platform === 'slack' ? fitOneScreen(entries) : entries;
  return shown.reduce<number>((sum, view) => sum + tall(view) + gaps.papers, gaps.around);
}

/** A posted card as the page of the demo draws it; `around` has the name above, blocks' distances, the buttons and the reactions. */
const CARDS = {
  discord: {
    width: 283,
    title: { size: 16, height: 21, isBold: true },
    people: { size: 12, height: 16 },
    text: { size: 14, height: 18 },
    facts: { size: 12, height: 16 },
    around: 173,
  },
  slack: {
    width: 315,
    title: { size: 15, height: 22, isBold: true },
    people: { size: 15, height: 22 },
    text: { size: 15, height: 22 },
    facts: { size: 15, height: 22 },
    around: 133,
  },
} as const satisfies Record<
  string,
  { width: number; around: number } & Record<'title' | 'people' | 'text' | 'facts', Type>
>;

/** The height of a posted card in points, with its buttons and reactions and without a picture. */
export function cardHeightOnPhone(card: Card, platform: keyof typeof CARDS): number {
  const { width, around, title, people, text, facts } = CARDS[platform];
  const { paper, n, summary } = card.view;
  const line = [
    ...listCardFacts(card).map((fact) => fact.text),
    ...listCardLinks(paper).map(({ label }) => label),
  ];
  const drawn: ReadonlyArray<readonly [string, Type]> = [
    [`${n}. ${paper.title}`, title],
    [wordPeople(card), people],
    [`${flattenText(chooseCardText(card))} — ${summary?.by}`, text],
    [line.join(' · '), facts],
  ];
  return drawn.reduce<number>(
    (sum, [words, type]) => sum + countLines(words, width, type) * type.height,
    around,
  );
}
