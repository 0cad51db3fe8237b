import {
  AROUND_OVERVIEW as AROUND_ON_DISCORD,
  CARD_ON_PHONE as CARD_ON_DISCORD,
  OVERVIEW_ON_PHONE as ON_DISCORD,
} from '../../adapters/discord/render/phone.ts';
import {
  AROUND_OVERVIEW as AROUND_ON_SLACK,
  CARD_ON_PHONE as CARD_ON_SLACK,
  OVERVIEW_ON_PHONE as ON_SLACK,
} from '../../adapters/slack/render/phone.ts';
import { fitHalfScreen, measureCard } from '../../src/core/message/fit-half-screen.ts';
import { fitOneScreen, measureEntry } from '../../src/core/message/fit-one-screen.ts';
import type { Card, Overview } from '../../src/core/message/message.ts';
import { listOverviewEntries } from '../../src/core/message/overview.ts';

const OVERVIEWS = {
  discord: { phone: ON_DISCORD, around: AROUND_ON_DISCORD },
  slack: { phone: ON_SLACK, around: AROUND_ON_SLACK },
} as const;

/** An overview as it is posted. */
export function fitOnPhone(message: Overview, platform: keyof typeof OVERVIEWS): Overview {
  return fitOneScreen(message, OVERVIEWS[platform].phone);
}

/** The height of an overview in points, from the bot’s name to the reactions. */
export function heightOnPhone(message: Overview, platform: keyof typeof OVERVIEWS): number {
  const { phone, around } = OVERVIEWS[platform];
  const entries = listOverviewEntries(fitOneScreen(message, phone));
  return entries.reduce<number>((sum, view) => sum + measureEntry(view, phone, message.language), around);
}

const CARDS = { discord: CARD_ON_DISCORD, slack: CARD_ON_SLACK } as const;

/** The height of a posted card in points, with its buttons and reactions and without a picture. */
export function cardHeightOnPhone(card: Card, platform: keyof typeof CARDS): number {
  return measureCard(fitHalfScreen(card, CARDS[platform]), CARDS[platform]);
}
