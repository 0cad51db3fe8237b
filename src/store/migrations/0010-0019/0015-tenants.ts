import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A Slack workspace or a Discord server is a tenant: Hugging Face has Spaces of its own. */
export const tenants: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    // SQLite changes the indexes along, all but their names.
    for (const table of ['subscription', 'post', 'vote', 'community_member', 'departure'])
      await db.schema.alterTable(table).renameColumn('space', 'tenant').execute();
    await sql`drop index vote_space`.execute(db);
    await db.schema.createIndex('vote_tenant').on('vote').columns(['tenant', 'at']).execute();
  },
};
