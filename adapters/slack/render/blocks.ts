import type { types } from '@slack/bolt';
import type { WithSafeText } from '../../../src/core/message/safe-text.ts';

/** The fields of Slack's payloads that people read. */
type Read = 'text' | 'alt_text' | 'initial_value';

/** A block with only escaped text. */
export type SafeBlock = WithSafeText<types.KnownBlock, Read> | PlainCarousel;

/** One kind of block or element, with the same restriction. */
export type Safe<T> = WithSafeText<T, Read>;

/**
 * A card of which no text is markup, as https://docs.slack.dev/reference/block-kit/blocks/card-block allows and the installed types do
 * not know.
 */
export interface PlainCard extends Omit<Safe<types.CardBlock>, 'title' | 'subtitle' | 'body'> {
  readonly title: Safe<types.PlainTextElement>;
  readonly subtitle?: Safe<types.PlainTextElement>;
  readonly body?: Safe<types.PlainTextElement>;
}

interface PlainCarousel extends Omit<Safe<types.CarouselBlock>, 'elements'> {
  readonly elements: PlainCard[];
}
