import { type Kysely, sql } from 'kysely';
import type { DialectOperations } from '../dialect/dialect.ts';
import { readDataVersion } from './data-version.ts';
import { isDuplicate } from './sqlite-errors.ts';

/** One writer at a time: a transaction holds the lock of the whole file from its beginning. */
export const sqliteOperations: DialectOperations = {
  locksRows: false,
  transact: (db, _, work) => db.transaction().execute(work),
  withoutSync,
  eraseDeleted: truncateWal,
  isDuplicate,
  readVersion: readDataVersion,

  async deferReferences(tx) {
    await sql`pragma defer_foreign_keys = on`.execute(tx);
  },

  async listTables(db) {
    // Kysely's own introspection reads the columns, too.
    const { rows } = await sql<{ name: string }>`
      select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite_%'`.execute(
      db,
    );
    return rows.map(({ name }) => name);
  },

  adaptForMigrations: (db) => db,
};

function withoutSync<S, T>(db: Kysely<S>, work: (own: Kysely<S>) => Promise<T>): Promise<T> {
  // Nobody else has the connection meanwhile, so no other commit is affected.
  return db.connection().execute(async (own) => {
    await sql`pragma synchronous = normal`.execute(own);
    try {
      return await work(own);
    } finally {
      await sql`pragma synchronous = full`.execute(own);
    }
  });
}

/** The write-ahead log holds earlier pages until a checkpoint. Where a reader blocks it, the next close does it. */
async function truncateWal<S>(db: Kysely<S>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
