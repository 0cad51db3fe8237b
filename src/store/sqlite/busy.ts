import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqlite-errors.ts';

/** How long a statement waits in total for another process that writes. */
export const LOCK_WAIT_MS = 10_000;

/**
 * Retries, until it has waited for `lockWaitMs`, a statement that another connection's lock has stopped. We wait ourselves
 * instead of using SQLite's busy handler: that one sleeps on the thread, and if the lock is held by a transaction of this
 * same thread, the two would wait for each other until the time is up.
 */
export async function retryWhileBusy<T>(attempt: () => T, lockWaitMs: number): Promise<T> {
  const end = performance.now() + lockWaitMs;
  for (let wait = 1; ; wait = Math.min(wait * 2, 50)) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= end) throw error;
    }
    await sleep(wait * (0.5 + Math.random()));
  }
}
