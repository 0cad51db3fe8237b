import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * A person on Discord is the same in every server, and votes in each: the server is part of the key. Before, a vote by button
 * in a second server replaced the one in the first; which one that was is lost, and no row is deleted.
 */
export const votesOfATenant: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('vote_by_tenant')
      .addColumn('paper_id', 'text', (c) => c.notNull())
      .addColumn('space', 'text', (c) => c.notNull())
      .addColumn('person', 'text', (c) => c.notNull())
      .addColumn('source', 'text', (c) => c.notNull())
      .addColumn('value', 'integer', (c) => c.notNull())
      .addColumn('at', 'integer', (c) => c.notNull())
      .addPrimaryKeyConstraint('vote_key', ['paper_id', 'space', 'person', 'source'])
      .modifyEnd(sql`strict`)
      .execute();
    await sql`
      insert into vote_by_tenant (paper_id, space, person, source, value, at)
      select paper_id, space, person, source, value, at from vote`.execute(db);
    // Its indexes go with it.
    await db.schema.dropTable('vote').execute();
    await db.schema.alterTable('vote_by_tenant').renameTo('vote').execute();
    await db.schema.createIndex('vote_source').on('vote').column('source').execute();
    await db.schema.createIndex('vote_space').on('vote').columns(['space', 'at']).execute();
  },
};
