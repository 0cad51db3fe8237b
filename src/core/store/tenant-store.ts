import type { ChannelId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Pause, Subscription } from '../schedule/subscription.ts';

/** A server or workspace that the bot was removed from. */
export interface Departure {
  readonly tenant: TenantId;
  readonly at: Instant;
}

/** The rows about a server or workspace, by table. */
export type TenantData = Readonly<Record<string, ReadonlyArray<Readonly<Record<string, unknown>>>>>;

export interface TenantStore {
  /** Records that the bot was removed, and pauses the subscriptions there. Returns the channels that this paused. */
  depart(departure: Departure, pause: Pause): Promise<ChannelId[]>;
  /** Undoes the departure; returns the subscriptions that are paused, but not by a person. `undefined` if there was none. */
  undoDeparture(tenant: TenantId): Promise<Subscription[]>;
  /** Earliest departure first. */
  listDeparted(): Promise<Departure[]>;
  /** Every server or workspace of a platform about which something is stored. */
  listKnown(platform: PlatformName): Promise<TenantId[]>;
  /** Channels of a platform that version 0.1.0 stored without their tenant, and that nothing has identified since. */
  listChannelsWithoutTenant(platform: PlatformName): Promise<ChannelId[]>;
  /** Gives a channel another id, with its subscription, deliveries and posts. */
  renameChannel(from: ChannelId, to: ChannelId): Promise<void>;
  /** Everything that `erase` would delete, without what is encrypted. */
  read(tenant: TenantId): Promise<TenantData>;
  /**
   * Deletes everything of a server or workspace: subscriptions, deliveries, posts, shared cards, votes, feedback, links, shown lists,
   * and whatever is stored about people who belong only to it. One transaction.
   */
  erase(tenant: TenantId): Promise<void>;
}

/** Deletes what has reached its age; each method resolves with the number of deleted rows. */
export interface RetentionStore {
  /** Votes cast before `before`, at most `limit`; posts that show them are marked for editing. */
  dropVotes(before: Instant, limit: number): Promise<number>;
  /** What was said of summaries before `before`, about `limit` at most. */
  dropFeedback(before: Instant, limit: number): Promise<number>;
  /** Deliveries of slots before `before` that are settled, with their posts; at most `limit`. */
  dropDeliveries(before: Instant, limit: number): Promise<number>;
  /** Checksums of people who had everything deleted before `before`. */
  dropForgotten(before: Instant): Promise<number>;
}
