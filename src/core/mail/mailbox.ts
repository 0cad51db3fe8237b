import { type ChannelId, type PersonId, type TenantId, toTenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Subscription } from '../schedule/subscription.ts';

/**
 * `asked`: somebody typed the address, and nobody has confirmed it. `confirmed`: whoever reads it pressed the button.
 * `stopped`: the address is deleted, and nothing is sent any more.
 */
export type MailboxState = 'asked' | 'confirmed' | 'stopped';

/** What is sent to a mailbox, and when. It becomes a subscription when the mailbox is confirmed. */
export type MailWish = Pick<
  Subscription,
  | 'cron'
  | 'zone'
  | 'count'
  | 'editions'
  | 'language'
  | 'topics'
  | 'without'
  | 'minVotes'
  | 'like'
  | 'followsOf'
>;

/**
 * An e-mail address that gets digests, as a channel of its own. Its id is random and says nothing of the address, which is
 * stored sealed and only until it is stopped.
 */
export interface Mailbox {
  /** `email:…` */
  readonly channel: ChannelId;
  readonly state: MailboxState;
  /** The address, encrypted; absent once it is stopped. */
  readonly sealed?: string;
  /** Tells whether two addresses are the same, to whoever has the key. */
  readonly checksum?: string;
  readonly wish: MailWish;
  /** Whose votes the mail shows, and where votes from it count. */
  readonly tenant: TenantId;
  /** Who typed the address in a chat; absent for one that was typed on the page. */
  readonly askedBy?: PersonId;
  readonly askedAt: Instant;
}

/** Everybody who reads by mail and belongs to no server or workspace votes together. */
export const READERS: TenantId = toTenantId('email', 'readers');

/** Why a mailbox gets nothing any more. */
export type StopCause = 'unsubscribed' | 'replaced' | 'bounced' | 'complained';

/** Nobody confirms a mail of the day before yesterday: what was asked for is forgotten then. */
export const CONFIRM_WITHIN_MS = 48 * 60 * 60_000;
