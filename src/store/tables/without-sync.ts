import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * Does work whose commits do not wait for the disk. They survive the end of the process all the same; a power cut may take
 * them, and nothing that was written before them, until the next commit that waits: that one carries them along. For what
 * is made good where it is lost, since waiting for the disk holds up everything else in this process.
 */
export function withoutSync<T>(db: Kysely<Schema>, work: (own: Kysely<Schema>) => Promise<T>): Promise<T> {
  // Nobody else has the connection meanwhile, so no other commit is hurried.
  return db.connection().execute(async (own) => {
    await sql`pragma synchronous = normal`.execute(own);
    try {
      return await work(own);
    } finally {
      await sql`pragma synchronous = full`.execute(own);
    }
  });
}
