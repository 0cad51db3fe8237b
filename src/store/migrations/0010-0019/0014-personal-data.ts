import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Who had everything about them deleted, as a checksum, until no reaction of theirs can be read back any more; and the
 * servers and workspaces that the bot was removed from, until what is held about them is deleted.
 */
export const personalData: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('forgotten')
      .addColumn('person_checksum', 'text', (c) => c.primaryKey())
      .addColumn('at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema
      .createTable('departure')
      .addColumn('space', 'text', (c) => c.primaryKey())
      .addColumn('at', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('vote_person').on('vote').column('person').execute();
    await db.schema.createIndex('vote_at').on('vote').column('at').execute();
  },
};
