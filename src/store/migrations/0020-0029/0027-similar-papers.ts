import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the web pages show as similar to a paper, searched once. */
export const similarPapers: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('similar_papers')
      .addColumn('paper_id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('text_checksum', 'text', (c) => c.notNull())
      .addColumn('paper_count', 'integer', (c) => c.notNull())
      .addColumn('similar', 'text', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
