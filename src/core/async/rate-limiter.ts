import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';

export interface RateLimit {
  /** The burst: this many at once … */
  readonly burst: number;
  /** … and one more after each of these intervals, in milliseconds. */
  readonly refillMs: number;
}

const MAX_KEYS = 50_000;

/** Token bucket per key (a person, a channel). */
export function createRateLimiter(clock: Clock, { burst, refillMs }: RateLimit) {
  // With `max` it would take 1.4 MB at once, in each limiter.
  const buckets = new LRUCache<string, { tokens: number; at: number }>({
    maxSize: MAX_KEYS,
    sizeCalculation: () => 1,
  });

  function countTokens(key: string, now: number): number {
    const { tokens, at } = buckets.get(key) ?? { tokens: burst, at: now };
    return Math.min(burst, tokens + Math.max(0, now - at) / refillMs);
  }

  function computeMissingMs(tokens: number): number {
    return Math.ceil(Math.max(0, 1 - tokens) * refillMs);
  }

  return {
    /** How long until one more is allowed, in milliseconds; 0 when it is now. Takes nothing. */
    waitMs: (key: string): number => computeMissingMs(countTokens(key, clock.now())),
    /** 0 when it is allowed, and counted; otherwise how long to wait, in milliseconds. */
    take(key: string): number {
      const now = clock.now();
      const tokens = countTokens(key, now);
      const ms = computeMissingMs(tokens);
      buckets.set(key, { tokens: ms === 0 ? tokens - 1 : tokens, at: now });
      return ms;
    },
  };
}

export type RateLimiter = ReturnType<typeof createRateLimiter>;

/** Takes one token from each of several limits, or from none: 0, or the longest wait in milliseconds. */
export function takeFromAll(limits: ReadonlyArray<{ limiter: RateLimiter; key: string }>): number {
  const ms = Math.max(0, ...limits.map(({ limiter, key }) => limiter.waitMs(key)));
  if (ms === 0) for (const { limiter, key } of limits) limiter.take(key);
  return ms;
}
