import { setImmediate as nextTurn } from 'node:timers/promises';

/** So long may statements follow each other, in milliseconds, before the event loop gets a turn. */
const AT_A_STRETCH_MS = 8;

/** Runs a statement: at once, or after the event loop has looked around. */
export type InTurn = <T>(statement: () => Promise<T>) => Promise<T>;

/**
 * SQLite works on the thread that also hears the platforms, and a promise that is fulfilled at once gives nobody else a
 * turn: otherwise thirty digests that begin together would delay a command by a second.
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
