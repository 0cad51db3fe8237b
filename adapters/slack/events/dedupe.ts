import type { Clock } from '../../../src/core/base/clock.ts';

/** Slack's last repetition of an event comes five minutes after the one before. */
const REMEMBERED_MS = 15 * 60_000;
const REMEMBERED_MOST = 20_000;

/** What was seen in the last quarter of an hour. */
export interface Dedupe {
  has(key: string): boolean;
  /** `false` when it was there already. */
  add(key: string): boolean;
}

export function createDedupe(clock: Clock): Dedupe {
  const seen = new Map<string, number>();

  function has(key: string): boolean {
    const at = seen.get(key);
    return at !== undefined && clock.now() - at < REMEMBERED_MS;
  }

  /** Keys stand in the order in which they came. */
  function forget(): void {
    for (const [key, at] of seen) {
      if (seen.size <= REMEMBERED_MOST && clock.now() - at < REMEMBERED_MS) return;
      seen.delete(key);
    }
  }

  return {
    has,
    add: (key) => {
      if (has(key)) return false;
      seen.delete(key);
      seen.set(key, clock.now());
      forget();
      return true;
    },
  };
}
