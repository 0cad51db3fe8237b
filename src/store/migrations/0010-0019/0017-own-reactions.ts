import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Which of the bot's own reactions are under a post is saved from now on, because one is taken back while people vote with
 * it. Posts of before have all of theirs, or had them due. Posts with votes by reaction are read back once, however old they
 * are: version 0.1.0 saved two skin tones of one thumb as one vote.
 */
export const ownReactions: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await db.schema
      .createTable('own_reactions')
      .addColumn('post_id', 'text', (c) => c.primaryKey().references('post.id').onDelete('cascade'))
      .addColumn('platform', 'text', (c) => c.notNull())
      .addColumn('since', 'integer', (c) => c.notNull())
      .addColumn('due_at', 'integer')
      .addColumn('attempts', 'integer', (c) => c.notNull())
      .addColumn('wanted', 'integer', (c) => c.notNull())
      .addColumn('own', 'text', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`
      insert into own_reactions (post_id, platform, since, due_at, attempts, wanted, own)
      select post.id, post.platform, coalesce(due.since, post.sent_at, 0), due.due_at, coalesce(due.attempts, 0), 0,
        case
          when post.kind = 'card' and due.post_id is null then '{"up":true,"down":true}'
          when post.kind = 'card' then '{"up":false,"down":false}'
          else coalesce(
            (select '{' || group_concat('"nth-' || (place + 1) || '":' || iif(due.post_id is null, 'true', 'false')) || '}'
             from post_paper where post_paper.post_id = post.id and place < 10),
            '{}')
        end
      from post left join preset_reaction as due on due.post_id = post.id
      where post.state = 'sent' and post.kind != 'notice'`.execute(db);
    // Its index goes with it.
    await db.schema.dropTable('preset_reaction').execute();
    await db.schema.alterTable('own_reactions').renameTo('preset_reaction').execute();
    await db.schema
      .createIndex('preset_reaction_due')
      .on('preset_reaction')
      .columns(['platform', 'due_at'])
      .where(sql<boolean>`due_at is not null`)
      .execute();
    await db.schema
      .createTable('read_back')
      .addColumn('post_id', 'text', (c) => c.primaryKey().references('post.id').onDelete('cascade'))
      .addColumn('platform', 'text', (c) => c.notNull())
      .modifyEnd(sql`strict`)
      .execute();
    await sql`
      insert into read_back (post_id, platform)
      select id, platform from post
      where state = 'sent' and exists (
        select 1 from vote where source >= 'post:' || post.id || ':' and source < 'post:' || post.id || ';')`.execute(
      db,
    );
  },
};
