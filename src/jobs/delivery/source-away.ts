import type { Instant } from '../../core/base/time.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Outcome } from './delivery-outcome.ts';

/**
 * Until a waiting delivery is looked at again: less than a minute, so that the look that follows the next question to the
 * source never comes too early for it.
 */
const LOOK_AGAIN_MS = 30_000;

/** The delivery waits: the source has not answered with the newest list. `undefined` once it has waited long enough. */
export function waitForSource(
  { slot, waitingSince: since }: Delivery,
  { now, latestMs }: { now: Instant; latestMs: number },
): Outcome | undefined {
  const waitingSince = since ?? now;
  // A slot that is made up for late has had no time yet: it counts from when it was noticed.
  if (now - Math.max(slot, waitingSince) >= latestMs) return undefined;
  const reason = { code: 'waits-for-source', values: {} } as const;
  return { state: 'due', reason, waitingSince, runAt: now + LOOK_AGAIN_MS };
}
