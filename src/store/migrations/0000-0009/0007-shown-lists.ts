import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The lists that people were shown, one for each person and place. */
export const shownLists: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('shown_list')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('place', 'text', (c) => c.notNull())
      .addColumn('title', 'text', (c) => c.notNull())
      .addColumn('papers', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('shown_list_key', ['person', 'place'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('shown_list_age').on('shown_list').column('at').execute();
  },
};
