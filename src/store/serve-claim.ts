import { DatabaseSync } from 'node:sqlite';

/**
 * Tells whether nobody else serves from the database at `path`, and claims it: a lock on a file beside it, which the system
 * lets go when the process ends, however it ends. `undefined` when another process has it.
 */
export function claimToServe(path: string): DatabaseSync | undefined {
  if (path === ':memory:') return new DatabaseSync(path);
  const lock = new DatabaseSync(`${path}.serving`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw error;
  }
}

const BUSY = 5;
