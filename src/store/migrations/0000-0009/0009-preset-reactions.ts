import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Posts whose preset reactions are not all there yet, so that a stop in the middle loses none. */
export const presetReactions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('preset_reaction')
      .addColumn('post_id', 'text', (c) => c.primaryKey().references('post.id').onDelete('cascade'))
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'integer', (c) => c.notNull())
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('preset_reaction_due')
      .on('preset_reaction')
      .columns(['platform', 'due_at'])
      .execute();
  },
};
