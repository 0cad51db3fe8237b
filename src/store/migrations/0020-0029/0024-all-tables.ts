import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A column’s type, `text` unless it is said, with `null` where it may be empty. */
type Column = 'text' | 'text null' | 'integer' | 'integer null' | 'real';

interface Table {
  readonly columns: Readonly<Record<string, Column>>;
  readonly key?: readonly string[];
  readonly defaults?: Readonly<Record<string, string | number>>;
  readonly references?: readonly Reference[];
}

interface Reference {
  readonly columns: readonly string[];
  readonly table: string;
  readonly of: readonly string[];
  /** Whether rows go with the row that they refer to. */
  readonly cascades?: true;
}

interface Index {
  readonly table: string;
  readonly columns: readonly string[];
  readonly unique?: true;
  readonly where?: string;
}

const ofPaper = { columns: ['paper_id'], table: 'paper', of: ['id'] };
const ofPost = { columns: ['post_id'], table: 'post', of: ['id'] };
const withPost = { ...ofPost, cascades: true as const };

/** Papers, and what is posted. */
const PAPERS_AND_POSTS: Readonly<Record<string, Table>> = {
  identity: { columns: { only: 'integer', id: 'text' }, key: ['only'] },
  paper: {
    columns: { id: 'text', facts: 'text', first_seen_at: 'integer', changed_at: 'integer' },
    key: ['id'],
  },
  snapshot: {
    columns: {
      ...{ paper_id: 'text', at: 'integer' },
      ...{ upvotes: 'integer null', comments: 'integer null', stars: 'integer null' },
    },
    key: ['paper_id', 'at'],
    references: [ofPaper],
  },
  edition: {
    columns: { day: 'text', state: 'text', fetched_at: 'integer', paper_count: 'integer' },
    key: ['day'],
  },
  edition_paper: {
    columns: { day: 'text', paper_id: 'text', place: 'integer' },
    key: ['day', 'paper_id'],
    references: [ofPaper, { columns: ['day'], table: 'edition', of: ['day'] }],
  },
  subscription: {
    columns: {
      ...{ channel: 'text', tenant: 'text null', settings: 'text', paused: 'text null' },
      ...{ next_due_at: 'integer', created_at: 'integer', public_name: 'text null' },
      ...{ week_due_at: 'integer null', month_due_at: 'integer null' },
    },
    key: ['channel'],
  },
  delivery: {
    columns: {
      ...{ channel: 'text', slot: 'integer', kind: 'text', state: 'text', reason: 'text null' },
      ...{ attempts: 'integer', run_at: 'integer', claimed_by: 'text null', lease_until: 'integer null' },
      ...{ digest: 'text null', updated_at: 'integer', waiting_since: 'integer null' },
    },
    key: ['channel', 'slot'],
    defaults: { attempts: 0, kind: 'digest' },
  },
  post: {
    columns: {
      ...{ id: 'text', channel: 'text', slot: 'integer', seq: 'integer', kind: 'text', in_thread: 'integer' },
      ...{ state: 'text', platform: 'text', sent_channel: 'text null', sent_thread: 'text null' },
      ...{ message_id: 'text null', tenant: 'text null', sent_at: 'integer null', tried_at: 'integer null' },
    },
    key: ['id'],
    references: [{ columns: ['channel', 'slot'], table: 'delivery', of: ['channel', 'slot'] }],
  },
  post_paper: {
    columns: { post_id: 'text', place: 'integer', paper_id: 'text' },
    key: ['post_id', 'place'],
    references: [ofPost],
  },
  preset_reaction: {
    columns: {
      ...{ post_id: 'text', platform: 'text', since: 'integer', due_at: 'integer null' },
      ...{ attempts: 'integer', wanted: 'integer', own: 'text' },
    },
    key: ['post_id'],
    references: [withPost],
  },
  read_back: { columns: { post_id: 'text', platform: 'text' }, key: ['post_id'], references: [withPost] },
  post_edit: {
    columns: { post_id: 'text', due_at: 'integer', tries: 'integer', wanted: 'integer' },
    key: ['post_id'],
    references: [ofPost],
  },
  duplicate_check: {
    columns: { post_id: 'text', platform: 'text', since: 'integer', due_at: 'integer' },
    key: ['post_id'],
    references: [withPost],
  },
  summary: {
    columns: {
      ...{ paper_id: 'text', style: 'text', language: 'text', model: 'text', prompt_version: 'integer' },
      ...{ text_checksum: 'text', summary: 'text' },
    },
    key: ['paper_id', 'style', 'language', 'model', 'prompt_version'],
  },
  summary_spend: {
    columns: {
      ...{ day: 'text', calls: 'integer', input_tokens: 'integer', output_tokens: 'integer', cost: 'real' },
    },
    key: ['day'],
  },
};

/** What people said and asked for, and what is known of their servers and workspaces. */
const PEOPLE: Readonly<Record<string, Table>> = {
  vote: {
    columns: {
      ...{ paper_id: 'text', tenant: 'text', person: 'text', source: 'text' },
      ...{ value: 'integer', at: 'integer', event_at: 'integer null' },
    },
    key: ['paper_id', 'tenant', 'person', 'source'],
  },
  community_member: { columns: { tenant: 'text', community: 'text' }, key: ['tenant'] },
  shelf: { columns: { person: 'text', paper_id: 'text', at: 'integer' }, key: ['person', 'paper_id'] },
  follow: {
    columns: { person: 'text', kind: 'text', text: 'text', at: 'integer' },
    key: ['person', 'kind', 'text'],
  },
  follow_schedule: {
    columns: {
      ...{ person: 'text', cron: 'text', zone: 'text', next_due_at: 'integer' },
      ...{ quiet_from: 'integer', quiet_until: 'integer', language: 'text' },
    },
    key: ['person'],
    defaults: { quiet_from: 22 * 60, quiet_until: 7 * 60, language: 'en' },
  },
  follow_told: { columns: { person: 'text', paper_id: 'text' }, key: ['person', 'paper_id'] },
  shown_list: {
    columns: { person: 'text', place: 'text', title: 'text', papers: 'text', at: 'integer' },
    key: ['person', 'place'],
  },
  summary_feedback: {
    columns: {
      ...{ person: 'text', paper_id: 'text', style: 'text', language: 'text', provider: 'text' },
      ...{ tenant: 'text', helped: 'integer', at: 'integer' },
    },
    key: ['person', 'paper_id', 'style', 'language', 'provider'],
  },
  forgotten: { columns: { person_checksum: 'text', at: 'integer' }, key: ['person_checksum'] },
  departure: { columns: { tenant: 'text', at: 'integer' }, key: ['tenant'] },
  mailbox: {
    columns: {
      ...{ channel: 'text', state: 'text', address: 'text null', address_checksum: 'text null' },
      ...{ wish: 'text', tenant: 'text', asked_by: 'text null', changed_at: 'integer', asked_at: 'integer' },
      ...{ confirm_due_at: 'integer null', confirm_attempts: 'integer' },
    },
    key: ['channel'],
  },
  mail_request: { columns: { asker_checksum: 'text', address_checksum: 'text', at: 'integer' } },
  mail_block: {
    columns: { address_checksum: 'text', cause: 'text', at: 'integer' },
    key: ['address_checksum'],
  },
  webhook: { columns: { channel: 'text', sealed: 'text', created_at: 'integer' }, key: ['channel'] },
};

const OPEN = `state in ('due', 'claimed', 'sending')`;

const INDEXES: Readonly<Record<string, Index>> = {
  paper_changed: { table: 'paper', columns: ['changed_at'], unique: true },
  edition_paper_of: { table: 'edition_paper', columns: ['paper_id'] },
  subscription_due: { table: 'subscription', columns: ['next_due_at'] },
  subscription_week_due_at: {
    ...{ table: 'subscription', columns: ['week_due_at'], where: 'week_due_at is not null' },
  },
  subscription_month_due_at: {
    ...{ table: 'subscription', columns: ['month_due_at'], where: 'month_due_at is not null' },
  },
  subscription_public: { table: 'subscription', columns: ['public_name'], unique: true },
  delivery_open: { table: 'delivery', columns: ['run_at', 'slot', 'channel'], where: OPEN },
  post_delivery_of: { table: 'post', columns: ['channel', 'slot', 'seq'], unique: true },
  post_message: { table: 'post', columns: ['platform', 'message_id'] },
  post_sent: { table: 'post', columns: ['platform', 'sent_at'] },
  post_paper_of: { table: 'post_paper', columns: ['paper_id'] },
  preset_reaction_due: {
    ...{ table: 'preset_reaction', columns: ['platform', 'due_at'], where: 'due_at is not null' },
  },
  post_edit_due: { table: 'post_edit', columns: ['due_at'] },
  duplicate_check_due: { table: 'duplicate_check', columns: ['platform', 'due_at'] },
  vote_source: { table: 'vote', columns: ['source'] },
  vote_tenant: { table: 'vote', columns: ['tenant', 'at'] },
  vote_taken_back: { table: 'vote', columns: ['at'], where: 'value = 0' },
  vote_person: { table: 'vote', columns: ['person'] },
  vote_at: { table: 'vote', columns: ['at'] },
  follow_due: { table: 'follow_schedule', columns: ['next_due_at'] },
  shown_list_age: { table: 'shown_list', columns: ['at'] },
  summary_feedback_tenant: { table: 'summary_feedback', columns: ['tenant', 'paper_id'] },
  summary_feedback_at: { table: 'summary_feedback', columns: ['at'] },
  mailbox_due: { table: 'mailbox', columns: ['confirm_due_at'] },
  mailbox_address: { table: 'mailbox', columns: ['address_checksum'] },
  mailbox_asker: { table: 'mailbox', columns: ['asked_by'] },
  mail_request_at: { table: 'mail_request', columns: ['at'] },
};

/**
 * The schema as 24 migrations have made it on SQLite, for PostgreSQL, where no older version of it exists: a test compares
 * the two. Later migrations are the same for both.
 */
export const allTables: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const [name, table] of Object.entries({ ...PAPERS_AND_POSTS, ...PEOPLE }))
      await createTable(db, name, table);
    for (const [name, index] of Object.entries(INDEXES)) await createIndex(db, name, index);
    await sql`alter table identity add check ("only" = 1)`.execute(db);
    await sql`insert into identity ("only", id) values (1, replace(gen_random_uuid()::text, '-', ''))`.execute(
      db,
    );
  },
};

async function createTable(
  db: Kysely<unknown>,
  name: string,
  { columns, key, defaults = {}, references = [] }: Table,
): Promise<void> {
  let table = db.schema.createTable(name);
  for (const [column, typed] of Object.entries(columns)) {
    const [type = 'text', empty] = typed.split(' ');
    const standard = defaults[column];
    table = table.addColumn(column, type as 'text' | 'integer' | 'real', (c) => {
      const made = standard === undefined ? c : c.defaultTo(standard);
      return empty === undefined ? made.notNull() : made;
    });
  }
  if (key) table = table.addPrimaryKeyConstraint(`${name}_key`, [...key] as never[]);
  for (const { columns: from, table: to, of, cascades } of references)
    table = table.addForeignKeyConstraint(
      `${name}_${from.join('_')}_of_${to}`,
      [...from] as never[],
      to,
      [...of],
      (c) => (cascades ? c.onDelete('cascade') : c).deferrable(),
    );
  await table.execute();
}

async function createIndex(
  db: Kysely<unknown>,
  name: string,
  { table, columns, unique, where }: Index,
): Promise<void> {
  const index = db.schema
    .createIndex(name)
    .on(table)
    .columns([...columns]);
  const made = unique ? index.unique() : index;
  await (where === undefined ? made : made.where(sql.raw<boolean>(where))).execute();
}
