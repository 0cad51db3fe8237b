import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a channel's recaps are due, and which deliveries are recaps. */
export const recaps: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .alterTable('delivery')
      .addColumn('kind', 'text', (c) => c.notNull().defaultTo('digest'))
      .execute();
    for (const column of ['week_due_at', 'month_due_at']) {
      await db.schema.alterTable('subscription').addColumn(column, 'integer').execute();
      await db.schema
        .createIndex(`subscription_${column}`)
        .on('subscription')
        .column(column)
        .where(sql<boolean>`${sql.ref(column)} is not null`)
        .execute();
    }
  },
};
