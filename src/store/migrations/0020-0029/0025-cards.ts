import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the web pages say about a paper, made once. */
export const cards: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('card')
      .addColumn('paper_id', 'text', (c) => c.primaryKey().notNull())
      .addColumn('version', 'integer', (c) => c.notNull())
      .addColumn('text_checksum', 'text', (c) => c.notNull())
      .addColumn('summary', 'text')
      .modifyEnd(sql`strict`)
      .execute();
  },
};
