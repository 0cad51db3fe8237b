import type { ChannelId, PlatformName, TenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { SentPost } from './delivery.ts';

/** A card that somebody has shown to everybody in a channel: its buttons have the votes of the channel's community on them. */
export interface SharedCard {
  readonly channel: ChannelId;
  readonly sent: SentPost;
  readonly paperId: PaperId;
  /** When it was shared, or one of its buttons was last pressed. */
  readonly usedAt: Instant;
}

/** The key of a card: two messages of one channel never have the same. */
export function nameSharedCard({ channel, sent }: Pick<SharedCard, 'channel' | 'sent'>): string {
  return `${channel} ${sent.messageId}`;
}

/** A shared card whose buttons may show other numbers than the votes are. */
export interface RequestedRelabel {
  readonly card: SharedCard;
  /** Failed attempts so far. */
  readonly tries: number;
  /** How many changes have been requested. */
  readonly requested: number;
}

/** The message with a card, by the platform's own ids: in a channel that two workspaces share they are the same for both. */
export interface CardMessage {
  readonly platform: PlatformName;
  readonly channel: string;
  readonly messageId: string;
  readonly paperId: PaperId;
}

/** A card that is known, and whether its buttons can be updated. */
export interface KnownSharedCard {
  readonly card: SharedCard;
  /** They could be read and changed the last time that this was tried. */
  readonly isUpdatable: boolean;
  /** Failed attempts since then. */
  readonly tries: number;
}

/** State-based like `EditStore`: a change of votes requests the cards that show them to be relabeled, in the same transaction. */
export interface SharedCardStore {
  /** Records where a card is, or that it was used again, and requests its buttons to be relabeled. */
  request(card: SharedCard): Promise<void>;
  /** The card on a message, whichever workspace has posted it; `undefined` where nothing is known of it. */
  findOn(message: CardMessage): Promise<KnownSharedCard | undefined>;
  /** The pending work on a card; `undefined` also while it is postponed. */
  find(id: string, now: Instant): Promise<RequestedRelabel | undefined>;
  /** The cards of these papers among those tenants, last used first, and no more than `limit`. */
  listShowing(
    paperIds: readonly PaperId[],
    tenants: readonly TenantId[],
    limit: number,
  ): Promise<SharedCard[]>;
  /** Pending work that is due on a platform and not in one of these tenants, longest waiting first. */
  listDue(
    platform: PlatformName,
    now: Instant,
    limit: number,
    notOf?: readonly TenantId[],
  ): Promise<RequestedRelabel[]>;
  /** Records that the buttons show the votes; where another change was requested meanwhile, the card is due again. */
  finish(relabel: RequestedRelabel): Promise<void>;
  /** Records a failed attempt; with `isLost` the buttons cannot be updated, until an attempt succeeds. */
  postpone(relabel: RequestedRelabel, dueAt: Instant, isLost: boolean): Promise<void>;
  /** Forgets a card, unless another change was requested meanwhile: then it is due. */
  remove(relabel: RequestedRelabel): Promise<void>;
  /** Requests at most `limit` that were last used before `before` to be relabeled, where that is not pending. Resolves with their number. */
  requestUnused(before: Instant, limit: number): Promise<number>;
  /** Removes at most `limit` that were last used before `before`, whatever is pending; resolves with their number. */
  dropUnused(before: Instant, limit: number): Promise<number>;
}
