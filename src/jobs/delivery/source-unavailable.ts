import type { Instant } from '../../core/base/time.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import type { Outcome } from './delivery-outcome.ts';

/**
 * How long until a waiting delivery is checked again: less than a minute, so that the check after the next request to the
 * source is never too early for it.
 */
const RECHECK_INTERVAL_MS = 30_000;

/** The delivery waits: the source has not answered with the newest list. `undefined` once it has waited long enough. */
export function waitForSource(
  { slot, waitingSince: since }: Delivery,
  { now, maxLatenessMs, sourceName: source }: { now: Instant; maxLatenessMs: number; sourceName: string },
): Outcome | undefined {
  const waitingSince = since ?? now;
  // A slot that is caught up late is old from the start: it counts from when it was noticed.
  if (now - Math.max(slot, waitingSince) >= maxLatenessMs) return undefined;
  const reason = { code: 'waits-for-source', values: { source } } as const;
  return { state: 'due', reason, waitingSince, runAt: now + RECHECK_INTERVAL_MS };
}
