import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';

/** A folder of its own, gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The path of a database file in a folder of its own; the file is not there yet. */
export function aPath(): string {
  return join(aFolder(), 'paperboy.sqlite');
}

/** A store on a real file, closed after the test. */
export async function aStore(path = aPath()): Promise<Store> {
  const store = await openStore({ url: `file:${path}`, log: aLog() });
  onTestFinished(() => store.close());
  return store;
}

/** Asks or changes the file behind the store's back. */
export function behindTheBack<T>(path: string, work: (database: DatabaseSync) => T): T {
  const database = new DatabaseSync(path);
  try {
    database.exec('pragma busy_timeout = 5000');
    return work(database);
  } finally {
    database.close();
  }
}
