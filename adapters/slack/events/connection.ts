import type { Receiver } from '@slack/bolt';

/** How Slack's events reach us: over a socket that we open, or by requests to our port. */
export interface Connection {
  /** Passed to Bolt. */
  readonly receiver: Receiver;
  /** Resolves when events flow. */
  open(): Promise<void>;
  isUp(): boolean;
  close(): Promise<void>;
}
