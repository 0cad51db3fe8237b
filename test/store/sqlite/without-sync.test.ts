import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withoutSync } from '../../../src/store/dialect/dialect.ts';
import { createNodeSqliteDialect } from '../../../src/store/sqlite/node-sqlite.ts';
import { openFile } from '../../../src/store/sqlite/open-file.ts';
import type { Schema } from '../../../src/store/tables/schema.ts';
import { aLog } from '../../support/builders.ts';

const [NORMAL, FULL] = [1, 2];

let db: Kysely<Schema>;
let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-'));
  const path = join(folder, 'paperboy.sqlite');
  db = new Kysely<Schema>({ dialect: createNodeSqliteDialect(await openFile(path, aLog()), path, 100) });
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

async function synchronous(own: Kysely<Schema>): Promise<number | undefined> {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(own);
  return rows[0]?.synchronous;
}

describe('a commit that does not wait for the disk', () => {
  it('hurries no other: what is asked meanwhile waits its turn, and then for the disk', async () => {
    const begun = Promise.withResolvers<void>();
    const held = withoutSync(db, async (own) => {
      begun.resolve();
      await new Promise((resolve) => setTimeout(resolve, 20));
      return synchronous(own);
    });
    await begun.promise;
    const other = synchronous(db);
    expect(await Promise.all([held, other])).toEqual([NORMAL, FULL]);
  });

  it('may be a transaction', async () => {
    expect(await withoutSync(db, (own) => own.transaction().execute((tx) => synchronous(tx)))).toBe(NORMAL);
    expect(await synchronous(db)).toBe(FULL);
  });

  it('that fails leaves the others as they were', async () => {
    const failing = withoutSync(db, (own) => sql`no such statement`.execute(own));
    await expect(failing).rejects.toThrow('syntax error');
    expect(await synchronous(db)).toBe(FULL);
  });
});
