import type { Receiver } from '@slack/bolt';

/** How Slack's events reach us: over a socket that we open, or by requests to a port of ours. */
export interface Connection {
  /** What Bolt is given. */
  readonly receiver: Receiver;
  /** Resolves when events flow. */
  open(): Promise<void>;
  close(): Promise<void>;
}
