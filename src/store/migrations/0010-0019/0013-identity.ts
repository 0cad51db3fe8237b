import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** One row with a random id, so that files derived from the database say whose they are. */
export const identity: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('identity')
      .addColumn('only', 'integer', (c) => c.primaryKey().check(sql`only = 1`))
      .addColumn('id', 'text', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`insert into identity (only, id) values (1, lower(hex(randomblob(16))))`.execute(db);
  },
};
