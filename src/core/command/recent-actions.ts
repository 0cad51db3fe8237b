import type { Clock } from '../base/clock.ts';
import { fnv1a } from '../base/fnv1a.ts';
import type { Log } from '../base/log.ts';
import type { Instant } from '../base/time.ts';
import type { ShortLivedStore } from '../store/short-lived-store.ts';
import { texts } from './texts.ts';

/** The same thing asked for again within this is a double press. */
export const DOUBLE_PRESS_MS = 60_000;

/** What was recently done publicly in a channel, so that a second press does not do it again, whichever process it reaches. */
export interface RecentActions {
  /** Records an action; if it was first recorded less than a minute ago, returns when: then it must not be done again. */
  take(action: string): Promise<Instant | undefined>;
  /** Removes an action that failed. Never rejects. */
  release(action: string): Promise<void>;
}

export interface RecentActionsDeps {
  readonly store: ShortLivedStore;
  readonly clock: Clock;
  readonly log: Log;
}

export function createRecentActions({ store, clock, log }: RecentActionsDeps): RecentActions {
  return {
    async take(action) {
      const now = clock.now();
      const key = toKey(action);
      const entry = { kind: 'action', key, text: String(now), until: now + DOUBLE_PRESS_MS } as const;
      const before = await store.take(entry, now);
      if (before === undefined) return undefined;
      const at = Number(before);
      // A clock that was set back would block it for as long.
      if (at - now < DOUBLE_PRESS_MS) return at;
      await store.put(entry);
      return undefined;
    },
    async release(action) {
      try {
        await store.delete('action', toKey(action));
      } catch (err) {
        log.warn({ err }, 'an action that failed could not be released; it can be tried again in a minute');
      }
    },
  };
}

/** Where it was, and what, cannot be read from it: it may be a person's conversation, and what they typed. */
function toKey(action: string): string {
  return fnv1a(action).toString(36);
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
