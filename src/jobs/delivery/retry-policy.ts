import { type Backoff, computeBackoff } from '../../core/async/backoff.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import { parsePlatform } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import { toReason } from '../../core/reason/to-reason.ts';
import type { Failure } from './delivery-outcome.ts';

const RETRY_BACKOFF: Backoff = { firstMs: 10_000, maxMs: 15 * 60_000 };

/** At least so many attempts before a post fails, so that one that is due after the bot was off does not fail on its first error. */
const MIN_ATTEMPTS = 5;

/**
 * What a failed attempt means: whether it is tried again, and when. Two jobs go by it: the digests (`carry-out.ts`) and the
 * mails that ask for a confirmation (`../mail/confirmations.ts`). `random` in [0, 1) spreads the retries of many channels.
 */
export function decideRetry(
  error: unknown,
  delivery: Pick<Delivery, 'channel' | 'slot' | 'attempts'>,
  now: Instant,
  maxLatenessMs: number,
  random = Math.random(),
): Failure {
  const reason = toReason(error, parsePlatform(delivery.channel));
  const fault = error instanceof DeliveryError ? error.fault : 'unexpected';
  switch (fault) {
    case 'refused':
    case 'gone':
      // A deleted thread costs only the posts in it; the next digest has a thread of its own.
      if ((error as DeliveryError).about === 'post') return { state: 'failed', reason };
      return { state: 'failed', reason, pause: true, ...(fault === 'gone' ? { isGone: true } : {}) };
    case 'rejected':
      return { state: 'failed', reason };
    default: {
      const wait = computeBackoff(delivery.attempts, RETRY_BACKOFF, () => random);
      const retryAfterMs = error instanceof DeliveryError ? (error.retryAfterMs ?? 0) : 0;
      const runAt = now + Math.max(Math.round(wait), retryAfterMs);
      const hasMinAttempts = delivery.attempts + 1 >= MIN_ATTEMPTS;
      if (hasMinAttempts && runAt - delivery.slot > maxLatenessMs)
        return { state: fault === 'unknown' ? 'unknown' : 'failed', reason };
      return { state: 'due', reason, runAt };
    }
  }
}
