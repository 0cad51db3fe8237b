import type { types } from '@slack/bolt';
import type { WithSafeText } from '../../../src/core/message/safe-text.ts';

/** The fields of Slack's payloads that people read. */
type Read = 'text' | 'alt_text' | 'initial_value';

/** A block with only escaped text. */
export type SafeBlock = WithSafeText<types.KnownBlock, Read> | PlainCarousel;

/** One kind of block or element, with the same restriction. */
export type Safe<T> = WithSafeText<T, Read>;

/** The fields of a Work Object that people read. */
type ReadOfEntity = 'text' | 'value' | 'label' | 'alt_text' | 'display_id' | 'display_type' | 'product_name';

/** A part of a Work Object, or all of it, with the same restriction. */
export type SafeEntity<T = types.EntityMetadata> = WithSafeText<T, ReadOfEntity>;

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
