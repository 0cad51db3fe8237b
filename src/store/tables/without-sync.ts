import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Does work with commits that do not wait for the disk. They survive the end of the process; a power failure may lose
 * them (but nothing that was written before them) until the next commit that waits, which includes them. For data that
 * is restored when it is lost, since waiting for the disk blocks everything else in this process.
 */
export function withoutSync<T>(db: Kysely<Schema>, work: (own: Kysely<Schema>) => Promise<T>): Promise<T> {
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
