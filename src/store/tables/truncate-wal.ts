import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * To be called when personal data was deleted: the write-ahead log holds earlier pages until a checkpoint. Where a reader blocks it,
 * the next close does it.
 */
export async function truncateWal(db: Kysely<Schema>): Promise<void> {
  await sql`pragma wal_checkpoint(truncate)`.execute(db);
}
