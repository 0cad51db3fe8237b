import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import type { Instant } from '../base/time.ts';
import { texts } from './texts.ts';

/** The same thing asked for again within this is a double press. */
export const DOUBLE_PRESS_MS = 60_000;
/** Above this number the oldest are forgotten. */
const MAX_ACTIONS = 10_000;

/** What was recently done publicly in a channel, so that a second press does not do it again. */
export interface RecentActions {
  /** Records an action; if it was first recorded less than a minute ago, returns when: then it must not be done again. */
  take(key: string): Instant | undefined;
  /** Removes an action that failed. */
  release(key: string): void;
}

export function createRecentActions(clock: Clock): RecentActions {
  const taken = new LRUCache<string, Instant>({ max: MAX_ACTIONS });
  return {
    take(key) {
      const now = clock.now();
      const before = taken.get(key);
      if (before !== undefined && Math.abs(now - before) < DOUBLE_PRESS_MS) return before;
      taken.set(key, now);
      return undefined;
    },
    release: (key) => void taken.delete(key),
  };
}

/** `12 seconds ago`, `just now` */
export function describeAgo(at: Instant, now: Instant): string {
  const seconds = Math.round(Math.max(0, now - at) / 1000);
  if (seconds < 2) return texts.justNow();
  return seconds < 120
    ? texts.secondsAgo({ count: seconds })
    : texts.minutesAgo({ count: Math.round(seconds / 60) });
}

/** `in 48 seconds`, `in a minute`: when what was done at `at` may be done again. */
export function describeWait(at: Instant, now: Instant): string {
  const seconds = Math.max(1, Math.ceil((at + DOUBLE_PRESS_MS - now) / 1000));
  if (seconds >= 60) return texts.inAMinute();
  return texts.inSeconds({ count: seconds });
}
