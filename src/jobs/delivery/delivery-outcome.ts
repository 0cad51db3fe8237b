import type { Instant } from '../../core/base/time.ts';
import type { DeliveryState } from '../../core/delivery/delivery.ts';
import type { FailureReason, Reason } from '../../core/reason/reason.ts';

export interface Outcome {
  readonly state: DeliveryState;
  readonly reason?: Reason;
  /** When to try again, for a state of `due`. */
  readonly runAt?: Instant;
  /** Since when it waits for the source: such a wait is no attempt. */
  readonly waitingSince?: Instant;
  /** Whether the channel itself must rest until a person has fixed something. */
  readonly pause?: boolean;
  /** The channel is not there any more, or we cannot see it. */
  readonly isGone?: boolean;
}

/** What a failed attempt comes to. */
export type Failure = Outcome & { readonly reason: FailureReason };
