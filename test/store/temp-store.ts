import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import type { Store } from '../../src/core/store/store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';

/** Where the tests of one file have their stores. */
export interface TestDatabase {
  readonly isFile: boolean;
  /** Whether processes of their own can open it. */
  readonly hasProcesses: boolean;
  /** How often a property is tried, of so many times that are cheap with SQLite in memory. */
  runs(many: number): number;
  /** A location for several stores, which is empty at first. */
  createLocation(): string;
  url(location: string): string;
  open(location: string): Promise<Store>;
  /** An empty store, which whoever asks for it closes. */
  openEmpty(): Promise<Store>;
  /** Runs a statement behind the store's back. */
  run(location: string, sql: string): Promise<object[]>;
}

const files: TestDatabase = {
  isFile: true,
  hasProcesses: true,
  runs: (many) => many,
  createLocation: aPath,
  url: (path) => `file:${path}`,
  open: (path) => openStore({ url: `file:${path}`, log: aLog() }),
  openEmpty: () => openStore({ url: ':memory:', log: aLog() }),
  run: async (path, sql) => behindTheBack(path, (database) => database.prepare(sql).all()),
};

let used = files;

/** Before the tests are imported that are to run on another database. */
export function chooseDatabase(database: TestDatabase): void {
  used = database;
}

export function usedDatabase(): TestDatabase {
  return used;
}

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

/** A store closed after the test; stores at one location share what they store. */
export async function aStore(location = used.createLocation()): Promise<Store> {
  const store = await used.open(location);
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
