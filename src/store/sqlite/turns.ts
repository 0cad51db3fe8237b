import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long statements may follow each other, in milliseconds, before the event loop gets a turn. */
const AT_A_STRETCH_MS = 8;

/** Runs a statement: at once, or after a turn of the event loop. */
export type InTurn = <T>(statement: () => Promise<T>) => Promise<T>;

/**
 * SQLite works on the thread that also handles platform events, and an already fulfilled promise does not yield to the event
 * loop: without this, thirty digests that begin together would delay a command by a second.
 */
export function createTurns(now: () => number = () => performance.now()): InTurn {
  let began: number | undefined;
  return async (statement) => {
    while (began !== undefined && now() - began > AT_A_STRETCH_MS) await nextTurn();
    if (began === undefined) {
      began = now();
      void nextTurn().then(() => {
        began = undefined;
      });
    }
    return statement();
  };
}
