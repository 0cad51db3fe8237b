import type { Clock } from './clock.ts';

/** So many commands at once … */
const BURST = 8;
/** … and one more every so many milliseconds. */
const REFILL_MS = 3000;
const MOST_PEOPLE = 50_000;

/** A fair limit for each key (a person in a channel): a bucket of tokens that fills up again. */
export function createRateLimiter(clock: Clock) {
  const buckets = new Map<string, { tokens: number; at: number }>();

  return {
    /** 0 when the command may run, else how long to wait, in milliseconds. */
    take(key: string): number {
      const now = clock.now();
      const { tokens, at } = buckets.get(key) ?? { tokens: BURST, at: now };
      const filled = Math.min(BURST, tokens + Math.max(0, now - at) / REFILL_MS);
      const allowed = filled >= 1;
      // The latest comes last, so that the first keys are those that can be forgotten.
      buckets.delete(key);
      buckets.set(key, { tokens: allowed ? filled - 1 : filled, at: now });
      for (const oldest of buckets.keys()) {
        if (buckets.size <= MOST_PEOPLE) break;
        buckets.delete(oldest);
      }
      return allowed ? 0 : Math.ceil((1 - filled) * REFILL_MS);
    },
  };
}
