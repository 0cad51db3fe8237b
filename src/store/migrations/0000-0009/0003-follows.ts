import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What people follow, when they hear of it, and what they have heard of. */
export const follows: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('follow')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('text', 'text', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('follow_key', ['person', 'kind', 'text'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('follow_schedule')
      .addColumn('person', 'text', (c) => c.primaryKey())
      .addColumn('cron', 'text', (c) => c.notNull())
      .addColumn('zone', 'text', (c) => c.notNull())
      .addColumn('next_due_at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('follow_due').on('follow_schedule').column('next_due_at').execute();
    await db.schema
      .createTable('follow_told')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('follow_told_key', ['person', 'paper_id'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
