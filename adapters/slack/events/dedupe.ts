import { ExpiringSet } from '../../../src/core/async/expiring-set.ts';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SeenEventStore } from '../../../src/core/store/seen-event-store.ts';

/** Slack's last repetition of an event comes five minutes after the one before. */
const REMEMBERED_MS = 15 * 60_000;
const REMEMBERED_MOST = 20_000;

export type Dedupe = ExpiringSet<string>;

/** A store that is away must not cost an event its acknowledgment: most of Slack's 3 s is left for the answer of a form. */
const STORE_MS = 500;

/** Which events are new, to this process and to all others that receive some of them. */
export interface SharedDedupe {
  /** `false` when the event was seen before, by any process. Never rejects: where the store is away, what it does not say is new. */
  add(key: string): Promise<boolean>;
}

export function createSharedDedupe(clock: Clock, log: Log, store?: SeenEventStore): SharedDedupe {
  const own = createDedupe(clock);
  let purgedAt = clock.now();

  async function record(seen: SeenEventStore, key: string): Promise<boolean> {
    try {
      return await seen.add(key, clock.now());
    } catch (err) {
      log.warn({ err }, 'the ID of an event could not be saved');
      return true;
    }
  }

  /** No event waits for it, nor is one taken twice because it failed. */
  function purgeIfDue(seen: SeenEventStore): void {
    const now = clock.now();
    if (now - purgedAt <= REMEMBERED_MS) return;
    purgedAt = now;
    seen
      .purge(now - REMEMBERED_MS)
      .catch((err: unknown) => log.warn({ err }, 'the record of old events could not be purged'));
  }

  return {
    async add(key) {
      if (!own.add(key)) return false;
      if (!store) return true;
      const isNew = record(store, key);
      purgeIfDue(store);
      return withTimeout(isNew, STORE_MS, () => true);
    },
  };
}

/** The events of the last quarter of an hour. */
export function createDedupe(clock: Clock): Dedupe {
  return new ExpiringSet(clock, { max: REMEMBERED_MOST, ttl: REMEMBERED_MS });
}
