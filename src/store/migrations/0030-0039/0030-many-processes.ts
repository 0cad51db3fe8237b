import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Which process has which role, until when by the clock of the database; and the events that were received. */
export const manyProcesses: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('role')
      .addColumn('name', 'text', (c) => c.primaryKey().notNull())
      .addColumn('holder', 'text', (c) => c.notNull())
      .addColumn('until', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('seen_event')
      .addColumn('key', 'text', (c) => c.primaryKey().notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('seen_event_at').on('seen_event').column('at').execute();
  },
};
