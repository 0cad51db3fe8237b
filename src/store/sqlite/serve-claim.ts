import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from '../../private-files.ts';

/** Held by the process that serves; ends with `release`, or with the process. */
export interface Claim {
  release(): void;
}

/**
 * Checks that no other process serves from the database at `path`, and claims it: a lock on a file beside it, which the system
 * releases when the process ends, however it ends. `undefined` when another process has it.
 */
export function claimToServe(path: string): Claim | undefined {
  if (path === ':memory:') return { release: () => undefined };
  makePrivateFile(`${path}.serving`);
  const lock = new DatabaseSync(`${path}.serving`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return { release: () => lock.close() };
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw error;
  }
}

const BUSY = 5;
