import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from './sqlite-errors.ts';

/** How long a statement waits in all for another process that writes. */
export const LOCK_WAIT_MS = 10_000;

/**
 * Tries again, until it has waited for `lockWaitMs`, what another connection's lock has stopped. The waiting is ours
 * and not SQLite's own busy handler's: that one sleeps on the thread, and if the lock is held by a transaction of this
 * very thread, the two would wait for each other until the time is up.
 */
export async function whenFree<T>(attempt: () => T, lockWaitMs: number): Promise<T> {
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
