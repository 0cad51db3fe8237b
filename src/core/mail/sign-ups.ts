import type { ChannelId, PersonId, TenantId } from '../base/ids.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { MailWish, StopCause } from './mailbox.ts';

/** Somebody wants mails at an address, which may belong to somebody else. */
export interface SignUp {
  readonly address: string;
  /** Who asks: a person of a platform, or a network address. It is stored as a checksum. */
  readonly asker: string;
  readonly askedBy?: PersonId;
  /** The community whose votes the mail shows; without it, that of everybody who reads by mail only. */
  readonly tenant?: TenantId;
  readonly wish: MailWish;
}

/** What a reader changes by the link in a mail. */
export type MailChange = Pick<Subscription, 'cron' | 'zone' | 'topics' | 'recaps'>;

/** The only way in which mailboxes are created and removed. */
export interface SignUps {
  /** Throws an `InputError` for a malformed address, and where a limit is reached. */
  ask(signUp: SignUp): Promise<void>;
  /** Activates the subscription; `undefined` where there is none to activate. */
  confirm(channel: ChannelId): Promise<Subscription | undefined>;
  /** Deletes the address; `false` where it was stopped before. */
  stop(channel: ChannelId, cause: StopCause): Promise<boolean>;
  /** `undefined` for a mailbox that gets no mail. */
  read(channel: ChannelId): Promise<Subscription | undefined>;
  change(channel: ChannelId, change: MailChange): Promise<Subscription | undefined>;
}
