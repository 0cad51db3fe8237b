import type { ChannelId, PersonId, TenantId } from '../base/ids.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { MailWish, StopCause } from './mailbox.ts';

/** Somebody wants mails at an address, which may be a stranger's. */
export interface SignUp {
  readonly address: string;
  /** Who asks: a person of a platform, or a network address. It is stored as a checksum. */
  readonly asker: string;
  readonly askedBy?: PersonId;
  /** Whose votes the mail shows; without it, those of all who read by mail alone. */
  readonly tenant?: TenantId;
  readonly wish: MailWish;
}

/** What a reader changes by the link in a mail. */
export type MailChange = Pick<Subscription, 'cron' | 'zone' | 'topics'>;

/** Mailboxes come and go by these alone. */
export interface SignUps {
  /** Throws an `InputError` for what is no address, and where a limit is reached. */
  ask(signUp: SignUp): Promise<void>;
  /** Begins what was asked for; `undefined` where there is nothing to begin. */
  confirm(channel: ChannelId): Promise<Subscription | undefined>;
  /** Deletes the address; `false` where it was stopped before. */
  stop(channel: ChannelId, cause: StopCause): Promise<boolean>;
  /** `undefined` for a mailbox that gets nothing. */
  read(channel: ChannelId): Promise<Subscription | undefined>;
  change(channel: ChannelId, change: MailChange): Promise<Subscription | undefined>;
}
