import { DatabaseSync } from 'node:sqlite';
import { makePrivateFile } from '../../private-files.ts';
import type { Claim } from '../dialect/claim.ts';

/**
 * Checks that no other process serves from the database at `path`, and claims it: a lock on a file beside it, which the system
 * releases when the process ends, however it ends. `undefined` when another process has it.
 */
export function claimToServe(path: string): Claim | undefined {
  if (path === ':memory:') return { release: async () => undefined };
  makePrivateFile(`${path}.serving`);
  const lock = new DatabaseSync(`${path}.serving`);
  try {
    lock.exec('BEGIN EXCLUSIVE');
    return { release: async () => lock.close() };
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode === BUSY) return undefined;
    throw error;
  }
}

const BUSY = 5;
