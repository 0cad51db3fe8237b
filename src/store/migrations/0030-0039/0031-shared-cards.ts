import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Cards that people have shared, whose buttons show votes that may change elsewhere. */
export const sharedCards: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('shared_card')
      .addColumn('id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('channel', 'text', (c) => c.notNull())
      .addColumn('thread', 'text')
      .addColumn('message_id', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addColumn('used_at', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'integer')
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('wanted', 'integer', (c) => c.notNull())
      .addColumn('is_updatable', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('shared_card_paper')
      .on('shared_card')
      .columns(['paper_id', 'tenant'])
      .execute();
    await db.schema
      .createIndex('shared_card_due')
      .on('shared_card')
      .columns(['platform', 'due_at'])
      .execute();
    await db.schema.createIndex('shared_card_used').on('shared_card').column('used_at').execute();
  },
};
