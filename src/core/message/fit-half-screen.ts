import { flattenText } from '../base/text.ts';
import { truncateToFit } from '../paper/format.ts';
import { listCardLinks } from '../paper/paper-links.ts';
import { countPhoneLines, type Type } from '../text/phone-lines.ts';
import { chooseCardText, listCardFacts, wordPeople } from './card-lines.ts';
import type { Card } from './message.ts';

/** How a platform's app sets a posted card on a phone, in points. */
export interface CardOnPhone {
  /** What a card may take, so that two of a thread fit the screen. */
  readonly height: number;
  /** Name, distances, buttons and reactions. */
  readonly around: number;
  /** The width of a line. */
  readonly width: number;
  readonly title: Type;
  readonly people: Type;
  readonly text: Type;
  readonly facts: Type;
}

/** A posted card whose summary is shortened where it would take more than half of a phone's screen; its picture is not counted. */
export function fitHalfScreen(card: Card, phone: CardOnPhone): Card {
  const { summary } = card.view;
  if (!card.takesReactions || !summary) return card;
  const text = flattenText(chooseCardText(card));
  const withText = (brief: string): Card => ({
    ...card,
    view: { ...card.view, summary: { ...summary, brief } },
  });
  const fits = (brief: string): boolean => measureCard(withText(brief), phone) <= phone.height;
  return fits(text) ? card : withText(truncateToFit(text, fits, MIN_TEXT));
}

/** A shorter one says too little. */
const MIN_TEXT = 120;

/** The height of a card in points, without a picture. */
export function measureCard(card: Card, phone: CardOnPhone): number {
  const { width, around, title, people, text, facts } = phone;
  const { paper, n, summary } = card.view;
  const line = [
    ...listCardFacts(card).map((fact) => fact.text),
    ...listCardLinks(paper).map(({ label }) => label),
  ];
  const drawn: ReadonlyArray<readonly [string, Type]> = [
    [`${n ?? 1}. ${paper.title}`, title],
    [wordPeople(card), people],
    [summary ? `${flattenText(chooseCardText(card))} — ${summary.by}` : '', text],
    [line.join(' · '), facts],
  ];
  return drawn.reduce<number>(
    (sum, [words, type]) => sum + (words ? countPhoneLines(words, width, type) * type.height : 0),
    around,
  );
}
