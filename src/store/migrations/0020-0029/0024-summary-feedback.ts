import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Whether summaries helped: one answer for each person and summary. */
export const summaryFeedback: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('summary_feedback')
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addColumn('style', 'text', (c) => c.notNull())
      .addColumn('language', 'text', (c) => c.notNull())
      .addColumn('provider', 'text', (c) => c.notNull())
      .addColumn('tenant', 'text', (c) => c.notNull())
      .addColumn('helped', 'integer', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('summary_feedback_key', [
        'person',
        'paper_id',
        'style',
        'language',
        'provider',
      ])
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('summary_feedback_tenant')
      .on('summary_feedback')
      .columns(['tenant', 'paper_id'])
      .execute();
    await db.schema.createIndex('summary_feedback_at').on('summary_feedback').column('at').execute();
  },
};
