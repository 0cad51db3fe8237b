import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The reading list, and what somebody was notified of, by the names that the code has for them. */
export const plainTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('shelf').renameTo('reading_list').execute();
    await db.schema.alterTable('follow_told').renameTo('follow_notified').execute();
  },
};
