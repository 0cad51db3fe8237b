import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../src/core/base/clock.ts';

/** Slack's last repetition of an event comes five minutes after the one before. */
const REMEMBERED_MS = 15 * 60_000;
const REMEMBERED_MOST = 20_000;

/** The events of the last quarter of an hour. */
export interface Dedupe {
  has(key: string): boolean;
  /** `false` when it was seen before. */
  add(key: string): boolean;
}

export function createDedupe(clock: Clock): Dedupe {
  const seen = new LRUCache<string, true>({
    max: REMEMBERED_MOST,
    ttl: REMEMBERED_MS,
    // Our own clock, read each time: a rehearsal's runs faster.
    perf: { now: () => clock.now() },
    ttlResolution: 0,
  });
  return {
    has: (key) => seen.has(key),
    add: (key) => {
      if (seen.has(key)) return false;
      seen.set(key, true);
      return true;
    },
  };
}
