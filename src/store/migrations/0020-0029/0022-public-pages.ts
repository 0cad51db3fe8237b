import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The name of a channel's public page, which only one channel has. */
export const publicPages: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('subscription').addColumn('public_name', 'text').execute();
    await db.schema
      .createIndex('subscription_public')
      .unique()
      .on('subscription')
      .column('public_name')
      .execute();
  },
};
