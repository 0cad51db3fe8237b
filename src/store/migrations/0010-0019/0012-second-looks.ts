import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** When a post was tried last, and the posts that were sent again and are looked up once more afterward. */
export const secondLooks: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('post').addColumn('tried_at', 'integer').execute();
    await db.schema
      .createTable('duplicate_check')
      .addColumn('post_id', 'text', (c) => c.primaryKey().references('post.id').onDelete('cascade'))
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('duplicate_check_due')
      .on('duplicate_check')
      .columns(['platform', 'due_at'])
      .execute();
  },
};
