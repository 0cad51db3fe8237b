import type { Delivery, DeliveryState } from '../core/delivery.ts';
import { DeliveryError } from '../core/errors.ts';
import type { Instant } from '../core/paper.ts';

export interface Outcome {
  readonly state: DeliveryState;
  readonly reason?: string;
  readonly fix?: string;
  /** When to try again, for a state of `due`. */
  readonly runAt?: Instant;
  /** Since when it waits for the source: such a wait is no attempt. */
  readonly waitingSince?: Instant;
  /** Whether the channel itself must rest until a person has mended something. */
  readonly pause?: boolean;
}

const FIRST_RETRY_MS = 10_000;
const LONGEST_RETRY_MS = 15 * 60_000;

/** A slot that was caught up late has had no time yet: it is given up only after this many tries. */
const FEWEST_ATTEMPTS = 5;

/** What a failed attempt means for the delivery. `random` in [0, 1) spreads the retries of many channels. */
export function afterFault(
  error: unknown,
  delivery: Delivery,
  now: Instant,
  giveUpMs: number,
  random = Math.random(),
): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  const fault = error instanceof DeliveryError ? error.fault : 'unexpected';
  const fix = error instanceof DeliveryError ? error.fix : 'See the log for the error; please report it.';
  const told = { reason, ...(fix === undefined ? {} : { fix }) };
  switch (fault) {
    case 'refused':
    case 'gone':
      // A deleted thread costs what was to stand in it; the next digest has one of its own.
      return { state: 'failed', ...told, pause: (error as DeliveryError).about !== 'post' };
    case 'rejected':
      return { state: 'failed', ...told };
    default: {
      const wait = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** delivery.attempts) * (0.5 + random / 2);
      const asked = error instanceof DeliveryError ? (error.retryAfterMs ?? 0) : 0;
      const runAt = now + Math.max(Math.round(wait), asked);
      const tried = delivery.attempts + 1 >= FEWEST_ATTEMPTS;
      if (tried && runAt - delivery.slot > giveUpMs)
        return { state: fault === 'in-doubt' ? 'in-doubt' : 'failed', ...told };
      return { state: 'due', ...told, runAt };
    }
  }
}
