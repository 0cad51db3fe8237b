import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The first schema. A migration that has been released is never changed: a new one is added. */
export const first: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await createPapers(db);
    await createSubscriptions(db);
    await createDeliveries(db);
    await createPosts(db);
    await createVotes(db);
  },
};

const strict = sql`strict`;

/** Papers, their counts over time, and the lists of days. */
async function createPapers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('paper')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('facts', 'text', (c) => c.notNull())
    .addColumn('first_seen_at', 'integer', (c) => c.notNull())
    .addColumn('changed_at', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('paper_changed').unique().on('paper').column('changed_at').execute();
  await db.schema
    .createTable('snapshot')
    .addColumn('paper_id', 'text', (c) => c.notNull().references('paper.id'))
    .addColumn('at', 'integer', (c) => c.notNull())
    .addColumn('upvotes', 'integer')
    .addColumn('comments', 'integer')
    .addColumn('stars', 'integer')
    .addPrimaryKeyConstraint('snapshot_key', ['paper_id', 'at'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('edition')
    .addColumn('day', 'text', (c) => c.primaryKey())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('fetched_at', 'integer', (c) => c.notNull())
    .addColumn('paper_count', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createTable('edition_paper')
    .addColumn('day', 'text', (c) => c.notNull().references('edition.day'))
    .addColumn('paper_id', 'text', (c) => c.notNull().references('paper.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('edition_paper_key', ['day', 'paper_id'])
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('edition_paper_of').on('edition_paper').column('paper_id').execute();
}

/** What channels asked for. */
async function createSubscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscription')
    .addColumn('channel', 'text', (c) => c.primaryKey())
    .addColumn('space', 'text')
    .addColumn('settings', 'text', (c) => c.notNull())
    .addColumn('paused', 'text')
    .addColumn('next_due_at', 'integer', (c) => c.notNull())
    .addColumn('created_at', 'integer', (c) => c.notNull())
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('subscription_due').on('subscription').column('next_due_at').execute();
}

/** What became of each slot. */
async function createDeliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('delivery')
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('reason', 'text')
    .addColumn('fix', 'text')
    .addColumn('attempts', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('run_at', 'integer', (c) => c.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('lease_until', 'integer')
    .addColumn('digest', 'text')
    .addColumn('updated_at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('delivery_key', ['channel', 'slot'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createIndex('delivery_open')
    .on('delivery')
    .columns(['run_at', 'slot', 'channel'])
    .where(sql<boolean>`state in ('due', 'claimed', 'sending')`)
    .execute();
}

/** Which messages were posted, and what is in them. */
async function createPosts(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('post')
    .addColumn('id', 'text', (c) => c.primaryKey())
    .addColumn('channel', 'text', (c) => c.notNull())
    .addColumn('slot', 'integer', (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('in_thread', 'integer', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('platform', 'text', (c) => c.notNull())
    .addColumn('sent_channel', 'text')
    .addColumn('sent_thread', 'text')
    .addColumn('message_id', 'text')
    .addColumn('space', 'text')
    .addColumn('sent_at', 'integer')
    .addForeignKeyConstraint('post_delivery', ['channel', 'slot'], 'delivery', ['channel', 'slot'])
    .modifyEnd(strict)
    .execute();
  await db.schema
    .createIndex('post_delivery_of')
    .unique()
    .on('post')
    .columns(['channel', 'slot', 'seq'])
    .execute();
  await db.schema.createIndex('post_message').on('post').columns(['platform', 'message_id']).execute();
  await db.schema.createIndex('post_sent').on('post').columns(['platform', 'sent_at']).execute();
  await db.schema
    .createTable('post_paper')
    .addColumn('post_id', 'text', (c) => c.notNull().references('post.id'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('paper_id', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('post_paper_key', ['post_id', 'place'])
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('post_paper_of').on('post_paper').column('paper_id').execute();
}

/** Votes, and which servers and workspaces count together. */
async function createVotes(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('vote')
    .addColumn('paper_id', 'text', (c) => c.notNull())
    .addColumn('person', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('space', 'text', (c) => c.notNull())
    .addColumn('value', 'integer', (c) => c.notNull())
    .addColumn('at', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('vote_key', ['paper_id', 'person', 'source'])
    .modifyEnd(strict)
    .execute();
  await db.schema.createIndex('vote_source').on('vote').column('source').execute();
  await db.schema.createIndex('vote_space').on('vote').columns(['space', 'at']).execute();
  await db.schema
    .createTable('community_member')
    .addColumn('space', 'text', (c) => c.primaryKey())
    .addColumn('community', 'text', (c) => c.notNull())
    .modifyEnd(strict)
    .execute();
}
