import type { ChannelId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { DeliveryKey, Post, SentPost } from './delivery.ts';

export interface PostStore {
  /** Adds a post that has no papers and belongs to no digest, unless it exists. */
  plan(notice: Post): Promise<void>;
  /** In the order of `seq`. */
  listOfDelivery(key: DeliveryKey): Promise<Post[]>;
  /** A post that is `sent` stays so, even when an outdated process reports another state. */
  mark(id: string, state: Post['state'], now: Instant, sent?: SentPost): Promise<void>;
  /** The post of a reaction, by the platform's ids. `channel` is the channel or the thread. */
  findByMessage(platform: PlatformName, channel: string, messageId: string): Promise<Post | undefined>;
  /** Papers in posts of this channel: sent, possibly sent, or about to be sent by a delivery in progress. */
  listShownPapers(channel: ChannelId): Promise<Set<PaperId>>;
  /** Sent posts that show one of the papers to one of the tenants, sent after `since`. */
  listShowing(paperIds: readonly PaperId[], tenants: readonly TenantId[], since: Instant): Promise<Post[]>;
  /** Sent posts of a platform after `since`, newest first. */
  listSentSince(platform: PlatformName, since: Instant): Promise<Post[]>;
  /** Sent posts whose reactions must be read back once, however old they are. */
  listUnread(platform: PlatformName): Promise<Post[]>;
  markRead(id: string): Promise<void>;
  /** Where a paper was posted, newest first. */
  listOfPaper(paperId: PaperId, limit: number): Promise<Post[]>;
}
