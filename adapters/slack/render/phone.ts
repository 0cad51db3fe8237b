import { LIST_FACTS_LENGTH } from '../../../src/core/message/entry-facts.ts';
import type { CardOnPhone } from '../../../src/core/message/fit-half-screen.ts';
import { type EntriesOnPhone, LIST_HEIGHT } from '../../../src/core/message/fit-one-screen.ts';
import { PHONE } from '../../../src/core/text/phone-lines.ts';

/** Name, heading, foot, select and reactions, with the space between them. */
export const AROUND_OVERVIEW = 160;

/** An overview as Slack’s app sets it on a phone: 15 points high, with 22 points from line to line. */
export const OVERVIEW_ON_PHONE: EntriesOnPhone = {
  height: PHONE.height - AROUND_OVERVIEW,
  width: 315,
  title: { size: 15, height: 22, isBold: true },
  line: { size: 15, height: 22 },
  facts: { size: 15, height: 22 },
  gap: 8,
};

/** What is around the papers of a list: name, who sees it, heading, note, select and buttons, with the space between them. */
const AROUND_LIST = 220;

/**
 * The papers of a list. It takes a part of the screen only, since the newest message is read from its end; and its lines are counted
 * narrower than they are, for phones that are 360 points wide and letters that are wider than Helvetica’s.
 */
export const LIST_ON_PHONE: EntriesOnPhone = {
  ...OVERVIEW_ON_PHONE,
  height: LIST_HEIGHT - AROUND_LIST,
  width: 265,
  factsLength: LIST_FACTS_LENGTH,
};

/** A posted card as Slack’s app sets it on a phone. */
export const CARD_ON_PHONE: CardOnPhone = {
  height: PHONE.height / 2,
  around: 133,
  width: 315,
  title: { size: 15, height: 22, isBold: true },
  people: { size: 15, height: 22 },
  text: { size: 15, height: 22 },
  facts: { size: 15, height: 22 },
};
