import type { ChannelId, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Vote } from '../vote/vote.ts';

/** A channel that chose a public page, and is neither paused nor in a server or workspace that the bot was removed from. */
export interface PublicChannel {
  readonly name: string;
  readonly channel: ChannelId;
  /** Unknown until the platform has named it. */
  readonly tenant?: TenantId;
  readonly zone: string;
}

/** A paper in a digest of a channel. */
export interface PostedPaper {
  readonly paperId: PaperId;
  readonly slot: Instant;
  readonly sentAt: Instant;
}

/** Which slots: of a span, and how many of them from which end. */
export interface SlotSpan {
  /** Included. */
  readonly from?: Instant;
  /** Not included. */
  readonly until?: Instant;
  readonly first: 'newest' | 'oldest';
  readonly limit: number;
}

/** What anybody may read. Nothing of a channel that has no public page now comes out of here. */
export interface PublicChannelStore {
  find(name: string): Promise<PublicChannel | undefined>;
  /** By name. */
  list(limit: number): Promise<PublicChannel[]>;
  /** Slots of which something was posted. */
  listSlots(channel: PublicChannel, span: SlotSpan): Promise<Instant[]>;
  /** What was posted of these slots: the newest first, the papers of one in their order, each once. */
  listPosted(channel: PublicChannel, slots: readonly Instant[]): Promise<PostedPaper[]>;
  /** Where a paper was posted, the newest first. */
  listOfPaper(
    paperId: PaperId,
    limit: number,
  ): Promise<Array<{ readonly channel: PublicChannel; readonly slot: Instant }>>;
  /**
   * Votes on these papers from servers and workspaces with a public page. Those that were given on a post or in a quiz of another
   * channel are left out: how people voted there is nobody else's business.
   */
  listVotes(paperIds: readonly PaperId[]): Promise<Vote[]>;
}
