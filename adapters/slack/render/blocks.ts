import type { types } from '@slack/bolt';
import type { WithSafeText } from '../../../src/core/message/safe-text.ts';

/** The fields of Slack's payloads that people read. */
type Read = 'text' | 'alt_text' | 'initial_value';

/** A block in which no text stands that was not made safe. */
export type SafeBlock = WithSafeText<types.KnownBlock, Read>;

/** One kind of block or element, the same way. */
export type Safe<T> = WithSafeText<T, Read>;
