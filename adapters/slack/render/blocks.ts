import type { types } from '@slack/bolt';
import type { WithSafeText } from '../../../src/core/message/safe-text.ts';

/** The fields of Slack's payloads that people read. */
type Read = 'text' | 'alt_text' | 'initial_value';

/** A block with only escaped text. */
export type SafeBlock = WithSafeText<types.KnownBlock, Read>;

/** One kind of block or element, with the same restriction. */
export type Safe<T> = WithSafeText<T, Read>;
