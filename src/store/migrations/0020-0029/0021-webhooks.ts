import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Addresses that digests are posted to, each with its signing secret. */
export const webhooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('webhook')
      .addColumn('channel', 'text', (c) => c.primaryKey())
      .addColumn('sealed', 'text', (c) => c.notNull())
      .addColumn('created_at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
