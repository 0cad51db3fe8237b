import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { DialectOperations, Subject } from '../dialect/dialect.ts';
import { isDuplicate, isInterrupted } from './postgres-errors.ts';
import { SchemaPlugin } from './schema-plugin.ts';

/** How often a transaction is retried that PostgreSQL ended because of a deadlock. */
const ATTEMPTS = 5;

/** Many writers at a time; those of one subject in turn. */
export const postgresOperations: DialectOperations = {
  locksRows: true,
  transact,
  isDuplicate,
  readVersion: readSnapshot,

  // Waiting for the disk blocks nothing else in this process.
  withoutSync: (db, work) => work(db),

  // Deleted rows are overwritten by the server's vacuum.
  eraseDeleted: async () => undefined,

  async deferReferences(tx) {
    await sql`set constraints all deferred`.execute(tx);
  },

  async listTables(db) {
    const { rows } = await sql<{ name: string }>`
      select tablename as name from pg_catalog.pg_tables where schemaname = current_schema()`.execute(db);
    return rows.map(({ name }) => name);
  },

  adaptForMigrations: (db) => db.withPlugin(new SchemaPlugin()),
};

/**
 * Which transactions have ended, by the server's own count: two that are equal see the same rows. It changes with every transaction
 * that writes, of other databases on the server, too.
 */
async function readSnapshot<S>(db: Kysely<S>): Promise<string> {
  const { rows } = await sql<{ snapshot: string }>`select pg_current_snapshot()::text as snapshot`.execute(
    db,
  );
  return rows[0]?.snapshot ?? '';
}

async function transact<S, T>(
  db: Kysely<S>,
  subject: Subject,
  work: (tx: Kysely<S>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(async (tx) => {
        if (subject !== 'none') await lock(tx, subject);
        return await work(tx);
      });
    } catch (error) {
      if (!isInterrupted(error) || attempt >= ATTEMPTS) throw error;
      await sleep(Math.random() * 20 * attempt);
    }
  }
}

/**
 * Waits until no other transaction has the subject; ends with the transaction. A statement of its own: each later one sees
 * what was committed before it, and so everything that the former holder has changed.
 */
async function lock<S>(tx: Kysely<S>, subject: Subject): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(current_schema() || ' ' || ${subject}, 0))`.execute(
    tx,
  );
}
