import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What models wrote, and what that has cost on each day. */
export const summaries: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('summary')
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addColumn('style', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('model', 'text', (c) => c.notNull())
      .addColumn('prompt_version', 'integer', (c) => c.notNull())
      .addColumn('text_checksum', 'text', (c) => c.notNull())
      .addColumn('summary', 'text', (c) => c.notNull())
      .addPrimaryKeyConstraint('summary_key', ['paper_id', 'style', 'language', 'model', 'prompt_version'])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('summary_spend')
      .addColumn('day', 'text', (c) => c.primaryKey())
      .addColumn('calls', 'integer', (c) => c.notNull())
      .addColumn('input_tokens', 'integer', (c) => c.notNull())
      .addColumn('output_tokens', 'integer', (c) => c.notNull())
      .addColumn('cost', 'real', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
  },
};
