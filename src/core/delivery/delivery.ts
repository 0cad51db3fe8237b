import type { ChannelId, TenantId } from '../base/ids.ts';
import type { Day, Instant } from '../base/time.ts';
import type { PaperId } from '../paper/paper.ts';
import type { Reason, SignalReason } from '../reason/reason.ts';
import type { RecapPeriod, RecapSpan } from '../schedule/recap.ts';

/** One paper of a digest, with its score and what the score is made of. */
export interface ChosenPaper {
  readonly paperId: PaperId;
  readonly score: number;
  readonly why: readonly ScorePart[];
  /** The edition it was taken from. */
  readonly day: Day;
  /** Which of the channel's topics it matches, where the channel has topics. */
  readonly topic?: string;
}

/** One summand of a score, in points: `{ code: 'upvotes', values: { count: 82 }, points: 6.4 }`. */
export type ScorePart = SignalReason & { readonly points: number };

/** The papers chosen for one channel at one slot, in the order shown: best first, or by group. */
export interface Digest {
  /** The newest edition that a paper of it was taken from. */
  readonly day: Day;
  /** The day it is posted on, for a digest without papers of a list that is new to the channel. */
  readonly leftoversOn?: Day;
  readonly papers: readonly ChosenPaper[];
  /** Its papers in their order, by what they have in common; of a digest without groups, nothing. */
  readonly groups?: readonly PaperGroup[];
  /** The days that it looks back on; absent in a digest of new papers. */
  readonly recap?: RecapSpan;
}

/** Adjacent papers of a digest with something in common. */
export interface PaperGroup {
  readonly about: GroupSubject;
  readonly count: number;
}

export type GroupSubject =
  /** Of a recap: voted for in the channel, missed there, or with many more upvotes since they were posted. */
  | { readonly kind: 'voted' | 'missed' | 'rose' }
  /** Of a digest: what its papers are about, by its name in `subjects.ts`. */
  | { readonly kind: 'subject'; readonly subject: string }
  /** Of a digest: the best paper, where it is of no group, and all others of none. */
  | { readonly kind: 'top' | 'more' };

/** What a subscription wants: the digest of new papers, or a recap. */
export type ScheduledKind = 'digest' | RecapPeriod;

/** What a delivery posts: that, or an alert for the operator, which no subscription has. */
export type DeliveryKind = ScheduledKind | 'alert';

export const DELIVERY_KINDS: readonly DeliveryKind[] = ['digest', 'week', 'month', 'alert'];

export type DeliveryState = 'due' | 'claimed' | 'sending' | 'sent' | 'skipped' | 'failed' | 'unknown';

/**
 * The outcome of one channel's digest at one slot. `(channel, slot)` is its key: a slot is posted once. A recap has a slot of its
 * own, see `toSlot`.
 */
export interface Delivery {
  readonly channel: ChannelId;
  /** The planned time; for a post made by hand the moment it was requested. */
  readonly slot: Instant;
  readonly kind: DeliveryKind;
  readonly state: DeliveryState;
  /** Why it was skipped, failed, waits, or has an unknown outcome. */
  readonly reason?: Reason;
  readonly attempts: number;
  /** Since when it waits for the source, which could not be asked for the newest list; such a wait does not count as an attempt. */
  readonly waitingSince?: Instant;
  /** Not before this time. */
  readonly runAt: Instant;
  /** Who claimed it, and until when: after that it may be claimed by another owner. */
  readonly claimedBy?: string;
  readonly leaseUntil?: Instant;
  /** Chosen once, at the first claim, so that a restart continues with the same papers. */
  readonly digest?: Digest;
  readonly updatedAt: Instant;
}

/** Milliseconds, which no schedule has: a recap that is due at the same minute as the digest is another slot, and comes after it. */
const OFFSETS: Readonly<Record<DeliveryKind, number>> = { digest: 0, week: 1, month: 2, alert: 3 };

/** The slot of a delivery that is due at an instant. */
export function toSlot(kind: DeliveryKind, dueAt: Instant): Instant {
  return dueAt + OFFSETS[kind];
}

export interface DeliveryKey {
  readonly channel: ChannelId;
  readonly slot: Instant;
}

export type PostKind = 'overview' | 'card' | 'notice';

/**
 * One message on a platform, and the papers in it. Written before it is sent (`planned`), marked `sending`
 * right before the request, and `sent` with the platform's ids afterward.
 */
export interface Post {
  /** Stable for (channel, slot, seq): also the idempotency key for the platform. At most 25 characters. */
  readonly id: string;
  readonly channel: ChannelId;
  readonly slot: Instant;
  /** Order within the delivery, from 0. */
  readonly seq: number;
  readonly kind: PostKind;
  /** In the order shown: keycap reactions count by this order. */
  readonly paperIds: readonly PaperId[];
  /** Whether it is posted in a thread under the delivery's first post. */
  readonly inThread: boolean;
  readonly state: 'planned' | 'sending' | 'sent' | 'unknown' | 'failed';
  readonly sent?: SentPost;
  /** Until it is known to be sent: when sending was first tried. */
  readonly sentAt?: Instant;
  /** When it was last tried: a request that was given up may have been carried out since then. */
  readonly triedAt?: Instant;
}

/** Where a post is on its platform, in the platform's own ids. */
export interface SentPost {
  readonly channel: string;
  /** Discord: the thread's channel id; of a post in a forum its own id. Slack: the parent's `ts`. */
  readonly thread?: string;
  /** Discord: the message id. Slack: `ts`. */
  readonly messageId: string;
  readonly tenant: TenantId;
}
