import { LIST_FACTS_LENGTH } from '../../../src/core/message/entry-facts.ts';
import type { CardOnPhone } from '../../../src/core/message/fit-half-screen.ts';
import { type EntriesOnPhone, LIST_HEIGHT } from '../../../src/core/message/fit-one-screen.ts';
import { PHONE } from '../../../src/core/text/phone-lines.ts';

/** Name, the line above the embed, its edge and foot, select and reactions. */
export const AROUND_OVERVIEW = 160;

/** An overview as Discord’s app sets it on a phone: in an embed, with small text for the facts. */
export const OVERVIEW_ON_PHONE: EntriesOnPhone = {
  height: PHONE.height - AROUND_OVERVIEW,
  width: 284,
  title: { size: 14, height: 18, isBold: true },
  line: { size: 14, height: 18 },
  facts: { size: 12, height: 16 },
  gap: 18,
};

/** What is around the papers of a list: what was asked, name, edge, heading, select, buttons and who sees it. */
const AROUND_LIST = 240;

/**
 * The papers of a list, in a container. It takes a part of the screen only, since the newest message is read from its end; and its lines
 * are counted narrower than they are, for phones that are 360 points wide and letters that are wider than Helvetica’s.
 */
export const LIST_ON_PHONE: EntriesOnPhone = {
  ...OVERVIEW_ON_PHONE,
  height: LIST_HEIGHT - AROUND_LIST,
  width: 238,
  facts: { size: 13, height: 17 },
  factsLength: LIST_FACTS_LENGTH,
  gap: 21,
};

/** A posted card as Discord’s app sets it on a phone: the title above its embed. */
export const CARD_ON_PHONE: CardOnPhone = {
  height: PHONE.height / 2,
  around: 157,
  width: 283,
  title: { size: 16, height: 22, isBold: true },
  people: { size: 12, height: 16 },
  text: { size: 14, height: 18 },
  facts: { size: 12, height: 16 },
};
