import type { Instant } from '../../core/base/time.ts';
import type { DeliveryState } from '../../core/delivery/delivery.ts';
import type { FailureReason, Reason } from '../../core/reason/reason.ts';

export interface Outcome {
  readonly state: DeliveryState;
  readonly reason?: Reason;
  /** When to try again, for a state of `due`. */
  readonly runAt?: Instant;
  /** Since when it waits for the source: such a wait does not count as an attempt. */
  readonly waitingSince?: Instant;
  /** Whether the channel must be paused until a person has fixed something. */
  readonly pause?: boolean;
  /** The channel does not exist any more, or we cannot see it. */
  readonly isGone?: boolean;
}

/** The outcome of a failed attempt. */
export type Failure = Outcome & { readonly reason: FailureReason };
