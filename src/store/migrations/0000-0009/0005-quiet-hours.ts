import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a person wants to be left alone, in minutes after midnight, and the language of what is sent to them. */
export const quietHours: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('follow_schedule')
      .addColumn('quiet_from', 'integer', (c) => c.notNull().defaultTo(22 * 60))
      .execute();
    await db.schema
      .alterTable('follow_schedule')
      .addColumn('quiet_until', 'integer', (c) => c.notNull().defaultTo(7 * 60))
      .execute();
    await db.schema
      .alterTable('follow_schedule')
      .addColumn('language', 'text', (c) => c.notNull().defaultTo('en'))
      .execute();
  },
};
