import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was called `in-doubt` is called `unknown`. */
export const unknownOutcomes: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const table of ['delivery', 'post'])
      await sql`update ${sql.table(table)} set state = 'unknown' where state = 'in-doubt'`.execute(db);
  },
};
