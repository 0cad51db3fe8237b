import type { ChannelId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { DeliveryKey, Post, SentPost } from './delivery.ts';

export interface PostStore {
  /** Adds a post that has no papers and belongs to no digest, unless it is known. */
  plan(notice: Post): Promise<void>;
  /** In the order of `seq`. */
  ofDelivery(key: DeliveryKey): Promise<Post[]>;
  /** A post once `sent` stays so, whatever a late process says. */
  mark(id: string, state: Post['state'], now: Instant, sent?: SentPost): Promise<void>;
  /** The post a reaction stands on, by the platform's ids. `channel` is the channel or the thread. */
  at(platform: PlatformName, channel: string, messageId: string): Promise<Post | undefined>;
  /** Papers that a post in this channel shows: sent, perhaps sent, or about to be sent by a delivery under way. */
  shownIn(channel: ChannelId): Promise<Set<PaperId>>;
  /** Sent posts that show one of the papers to one of the tenants, sent after `since`. */
  showing(paperIds: readonly PaperId[], tenants: readonly TenantId[], since: Instant): Promise<Post[]>;
  /** Sent posts of a platform after `since`, newest first. */
  sentSince(platform: PlatformName, since: Instant): Promise<Post[]>;
  /** Sent posts whose reactions have to be read back once, however old they are. */
  neverRead(platform: PlatformName): Promise<Post[]>;
  markRead(id: string): Promise<void>;
  /** Where a paper was posted, newest first. */
  ofPaper(paperId: PaperId, limit: number): Promise<Post[]>;
}
