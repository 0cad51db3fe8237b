import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Workspaces and organizations that installed the app, each with its tokens. */
export const installations: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('installation')
      .addColumn('tenant', 'text', (c) => c.primaryKey())
      .addColumn('organization', 'text')
      .addColumn('sealed', 'text')
      .addColumn('installed_at', 'integer', (c) => c.notNull())
      .addColumn('renewing_until', 'integer')
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createIndex('installation_organization')
      .on('installation')
      .column('organization')
      .execute();
  },
};
