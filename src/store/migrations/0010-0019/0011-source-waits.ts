import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Since when a delivery waits for the papers source. */
export const sourceWaits: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('delivery').addColumn('waiting_since', 'integer').execute();
  },
};
