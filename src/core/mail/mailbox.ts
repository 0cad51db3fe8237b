import {
  type ChannelId,
  type PersonId,
  type PlatformName,
  type TenantId,
  toChannelId,
  toTenantId,
} from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Subscription } from '../schedule/subscription.ts';

/** The platform of the mailboxes, and the role of who sends to them. */
export const MAIL: PlatformName = 'email';

/** Ids are made by us and random, of hexadecimal digits: nobody guesses one. */
export const MAILBOX_ID_LENGTH = 32;
const HEX = new Set('0123456789abcdef');

/** Whether a text has the form of a mailbox's id, `email:ID` without its platform. */
export function isMailboxId(text: string): boolean {
  return text.length === MAILBOX_ID_LENGTH && [...text].every((char) => HEX.has(char));
}

/** The channel of the mailbox with this id. */
export function toMailboxChannel(id: string): ChannelId {
  return toChannelId(MAIL, id);
}

/**
 * `asked`: somebody typed the address, and nobody has confirmed it. `confirmed`: the mailbox's owner pressed the button.
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
  | 'postedIn'
> &
  Partial<Pick<Subscription, 'recaps'>>;

/**
 * An e-mail address that gets digests, as a channel of its own. Its id is random and reveals nothing about the address, which is
 * stored encrypted and only until the mailbox is stopped.
 */
export interface Mailbox {
  /** `email:…` */
  readonly channel: ChannelId;
  readonly state: MailboxState;
  /** The address, encrypted; absent once it is stopped. */
  readonly sealed?: string;
  /** A keyed hash: equal for equal addresses, and useless without the key. */
  readonly checksum?: string;
  readonly wish: MailWish;
  /** Whose votes the mail shows, and where votes from it count. */
  readonly tenant: TenantId;
  /** Who typed the address in a chat; absent for one that was typed on the page. */
  readonly askedBy?: PersonId;
  readonly askedAt: Instant;
}

/** Everybody who reads by mail and belongs to no server or workspace shares one community of votes. */
export const READERS: TenantId = toTenantId(MAIL, 'readers');

/** Why a mailbox no longer gets mail. `ended`: there is nothing more to send to it. */
export type StopCause = 'unsubscribed' | 'replaced' | 'bounced' | 'complained' | 'ended';

/** A confirmation that is older than this is deleted: nobody confirms a mail from the day before yesterday. */
export const CONFIRM_WITHIN_MS = 48 * 60 * 60_000;
