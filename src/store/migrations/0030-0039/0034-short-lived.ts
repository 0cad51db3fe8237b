import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What holds for a while, for all processes on one database: open questions, answers to share, limits. */
export const shortLived: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('short_lived')
      .addColumn('key', 'text', (c) => c.primaryKey().notNull())
      .addColumn('person', 'text')
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('until', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('short_lived_person').on('short_lived').column('person').execute();
    await db.schema.createIndex('short_lived_until').on('short_lived').column('until').execute();
  },
};
