import type { ChannelId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';
import type { Subscription } from '../schedule/subscription.ts';
import type { Mailbox, StopCause } from './mailbox.ts';

/** How often somebody may have a confirmation sent. */
export interface AskLimits {
  readonly perAskerAnHour: number;
  readonly perAddressADay: number;
  readonly perHour: number;
}

export type AskOutcome = 'asked' | 'blocked' | keyof AskLimits;

/** A confirmation mail that is to be sent. */
export interface ConfirmationToSend {
  readonly mailbox: Mailbox;
  /** Failed attempts so far. */
  readonly attempts: number;
}

export interface MailboxStore {
  /**
   * Adds a mailbox that waits for its confirmation, unless a limit is reached or the address is blocked. `asker` is a checksum of
   * who asked. One transaction: of two requests at once the limits count both.
   */
  ask(mailbox: Mailbox, asker: string, limits: AskLimits): Promise<AskOutcome>;
  find(channel: ChannelId): Promise<Mailbox | undefined>;
  /** Takes a confirmation that is due. One that an earlier process took and did not settle is never sent again. */
  claimConfirmation(now: Instant): Promise<ConfirmationToSend | undefined>;
  /** Records the outcome; with `runAt` it is tried again then. */
  settleConfirmation(channel: ChannelId, outcome: { attempts: number; runAt?: Instant }): Promise<void>;
  /**
   * Activates a confirmed subscription; `false` where nobody asked for it, or it is confirmed already. Another mailbox of the same
   * address for the same thing is stopped.
   */
  confirm(subscription: Subscription, now: Instant): Promise<boolean>;
  /** Deletes the address and ends the subscription; `false` when it was stopped before. */
  stop(channel: ChannelId, cause: StopCause, now: Instant): Promise<boolean>;
  /** Deletes what was never confirmed, what was stopped, and the records of who asked when, once they are no longer needed. */
  purge(now: Instant): Promise<number>;
}
