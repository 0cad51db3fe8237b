import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Posts whose message does not show yet what it should, and when the platform says that a reaction was put or taken back: a
 * vote of value 0 is one that was taken back, stored for a day so that an older event which comes late does not bring it back.
 * Posts with votes are shown once more: whether an edit of a former version got through is not known.
 */
export const shownTallies: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema.alterTable('vote').addColumn('event_at', 'integer').execute();
    await db.schema
      .createIndex('vote_taken_back')
      .on('vote')
      .column('at')
      .where(sql<boolean>`value = 0`)
      .execute();
    await db.schema
      .createTable('post_edit')
      .addColumn('post_id', 'text', (c) => c.primaryKey().references('post.id'))
      .addColumn('due_at', 'integer', (c) => c.notNull())
      .addColumn('tries', 'integer', (c) => c.notNull())
      .addColumn('wanted', 'integer', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await db.schema.createIndex('post_edit_due').on('post_edit').column('due_at').execute();
    await sql`
      insert into post_edit (post_id, due_at, tries, wanted)
      select distinct post.id, 0, 0, 1 from post
      join post_paper on post_paper.post_id = post.id
      join vote on vote.paper_id = post_paper.paper_id and vote.space = post.space
      where post.state = 'sent'`.execute(db);
  },
};
