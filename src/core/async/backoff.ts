export interface Backoff {
  /** The wait before the first retry, which doubles with each attempt. */
  readonly firstMs: number;
  readonly maxMs: number;
}

/** `firstMs` would overflow long after any cap. */
const MAX_DOUBLINGS = 30;

/**
 * Exponential backoff: how long to wait, in milliseconds, after `attempt` earlier retries (from 0). With `random` in [0, 1)
 * the wait is spread over its upper half, so that clients that failed together do not come back together.
 */
export function computeBackoff(attempt: number, { firstMs, maxMs }: Backoff, random?: () => number): number {
  const full = Math.min(maxMs, firstMs * 2 ** Math.min(attempt, MAX_DOUBLINGS));
  return random ? full * (0.5 + random() / 2) : full;
}
