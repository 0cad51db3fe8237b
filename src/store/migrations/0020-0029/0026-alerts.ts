import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the operator was notified of, and whether it is over. */
export const alerts: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('alert')
      .addColumn('kind', 'text', (c) => c.notNull())
      .addColumn('subject', 'text', (c) => c.notNull())
      .addColumn('raised_at', 'integer', (c) => c.notNull())
      .addColumn('seen_at', 'integer', (c) => c.notNull())
      .addColumn('raised_slot', 'integer', (c) => c.notNull())
      .addColumn('ended_at', 'integer')
      .addColumn('ended_slot', 'integer')
      .addPrimaryKeyConstraint('alert_key', ['kind', 'subject'])
      .modifyEnd(sql`strict`)
      .execute();
  },
};
