import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Reading lists. */
export const personal: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('shelf')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('shelf_key', ['person', 'paper_id'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
