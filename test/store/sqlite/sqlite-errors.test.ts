import { closeSync, openSync, statSync, writeSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PaperboyError } from '../../../src/core/base/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { createPaperStore } from '../../../src/store/papers/paper-store.ts';
import { createNodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite.ts';
import type { Schema } from '../../../src/store/tables/schema.ts';
import { aLog, papers } from '../../support/builders.ts';
import { aPath } from '../temp-store.ts';

/** The path of a database with 200 papers in it. */
async function aFilledFile(): Promise<string> {
  const path = aPath();
  const store = await openStore({ url: `file:${path}`, log: aLog() });
  await store.papers.save(papers(200, { abstract: 'word '.repeat(200) }), 0);
  await store.close();
  return path;
}

function papersOn(path: string, database: DatabaseSync, lockWaitMs = 0) {
  const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect(database, path, lockWaitMs) });
  onTestFinished(() => db.destroy());
  return createPaperStore(db);
}

async function refusal(work: Promise<unknown>): Promise<PaperboyError> {
  const error = await work.then(
    () => new Error('it went well'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PaperboyError)) throw error;
  expect(error.fix).toMatch(/\w{3}/);
  expect(error.cause).toBeInstanceOf(Error);
  return error;
}

describe('what SQLite says is put in words, with what to do', () => {
  it('when the disk is full; then nothing is half saved, and room makes it work again', async () => {
    const path = await aFilledFile();
    const database = new DatabaseSync(path);
    const store = papersOn(path, database);
    const { page_count } = database.prepare('pragma page_count').get() as { page_count: number };
    database.exec(`pragma max_page_count = ${page_count + 2}`);
    const more = papers(400, { abstract: 'other '.repeat(300) });
    const error = await refusal(store.save(more, 1));
    expect(error.code).toBe('store-full');
    expect(error.message).toContain(path);
    expect(await store.count()).toBe(200);
    expect(await store.listChangedSince(await store.readLastChange(), 1)).toEqual([]);
    database.exec('pragma max_page_count = 1000000');
    expect((await store.save(more, 1)).added).toHaveLength(200);
  });

  it('when the file may only be read', async () => {
    const path = await aFilledFile();
    const store = papersOn(path, new DatabaseSync(path, { readOnly: true }));
    expect(await store.count()).toBe(200);
    expect((await refusal(store.save(papers(1, { upvotes: 5000 }), 1))).code).toBe('store-not-writable');
  });

  it('when another process holds it for longer than we wait', async () => {
    const path = await aFilledFile();
    const other = new DatabaseSync(path);
    onTestFinished(() => other.close());
    other.exec('begin immediate');
    const store = papersOn(path, new DatabaseSync(path), 30);
    expect((await refusal(store.save(papers(1), 1))).code).toBe('store-busy');
    // Readers do not wait for writers.
    expect(await store.count()).toBe(200);
  });

  it('when pages in the middle are damaged', async () => {
    const path = await aFilledFile();
    const file = openSync(path, 'r+');
    // A half of all: which of them have papers depends on how many tables there are.
    const pages = Math.floor(statSync(path).size / 4096);
    for (let page = Math.floor(pages / 4); page < (pages * 3) / 4; page++)
      writeSync(file, Buffer.alloc(4096, 0xff), 0, 4096, page * 4096);
    closeSync(file);
    const store = papersOn(path, new DatabaseSync(path));
    const ids = papers(200).map(({ id }) => id);
    expect((await refusal(store.findMany(ids))).code).toBe('store-damaged');
  });
});
