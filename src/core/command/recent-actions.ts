import type { Clock } from '../base/clock.ts';
import type { Instant } from '../base/time.ts';
import { texts } from './texts.ts';

/** The same thing asked for again within this is a double press. */
export const DOUBLE_PRESS_MS = 60_000;
/** More are forgotten, the oldest first. */
const MOST_ACTIONS = 10_000;

/** What was done lately that stands in a channel for all to see, so that a second press does not do it again. */
export interface RecentActions {
  /** Takes an action; answers when it was first taken, where that is less than a minute ago: then it must not be done. */
  take(key: string): Instant | undefined;
  /** Gives an action back that came to nothing. */
  release(key: string): void;
}

export function createRecentActions(clock: Clock): RecentActions {
  const taken = new Map<string, Instant>();
  return {
    take(key) {
      const now = clock.now();
      const before = taken.get(key);
      if (before !== undefined && Math.abs(now - before) < DOUBLE_PRESS_MS) return before;
      taken.delete(key);
      taken.set(key, now);
      const [oldest] = taken.keys();
      if (taken.size > MOST_ACTIONS && oldest !== undefined) taken.delete(oldest);
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
