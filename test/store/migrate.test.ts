import { DatabaseSync } from 'node:sqlite';
import { Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate, SQLITE_MIGRATIONS } from '../../src/store/migrate.ts';
import { first } from '../../src/store/migrations/0000-0009/0001-first.ts';
import { quotedTopics } from '../../src/store/migrations/0000-0009/0008-quoted-topics.ts';
import { createNodeSqliteDialect } from '../../src/store/sqlite/node-sqlite.ts';
import type { Schema } from '../../src/store/tables/schema.ts';
import { aPath } from './temp-store.ts';

function aDatabase(path = aPath()): Kysely<Schema> {
  const db = new Kysely<Schema>({ dialect: createNodeSqliteDialect(new DatabaseSync(path), path, 1000) });
  onTestFinished(() => db.destroy());
  return db;
}

async function listNames(db: Kysely<Schema>, type: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = ${type} and name not like 'sqlite_%' order by name`.execute(
    db,
  );
  return rows.map(({ name }) => name);
}

const second: Migration = {
  up: (db) => db.schema.alterTable('paper').addColumn('note', 'text').execute(),
};

const broken: Migration = {
  up: async (db) => {
    await db.schema.createTable('half').addColumn('id', 'text').execute();
    await sql`create nonsense`.execute(db);
  },
};

describe('migrations', () => {
  it('make strict tables, so that no column ever holds another type', async () => {
    const db = aDatabase();
    expect(await migrate(db, 'x', SQLITE_MIGRATIONS)).toEqual([
      '0001-first',
      '0002-personal',
      '0003-follows',
      '0004-summaries',
      '0005-quiet-hours',
      '0006-votes-of-a-tenant',
      '0007-shown-lists',
      '0008-quoted-topics',
      '0009-preset-reactions',
      '0010-shown-tallies',
      '0011-source-waits',
      '0012-second-looks',
      '0013-identity',
      '0014-personal-data',
      '0015-tenants',
      '0016-unknown-outcomes',
      '0017-own-reactions',
      '0018-reasons',
      '0019-slack-workspaces',
      '0020-mailboxes',
      '0021-webhooks',
      '0022-public-pages',
      '0023-recaps',
      '0024-summary-feedback',
      '0025-cards',
      '0026-alerts',
      '0027-similar-papers',
      '0028-plain-tables',
      '0029-installations',
      '0030-many-processes',
      '0031-shared-cards',
      '0032-paper-pages',
      '0033-summary-notes',
      '0034-short-lived',
    ]);
    const { rows } = await sql<{ name: string; strict: number }>`
      select name, strict from pragma_table_list where schema = 'main' and type = 'table'
      and name not like 'sqlite_%' and name not like 'kysely_%' order by name`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual([
      ...[
        'alert',
        'card',
        'community_member',
        'delivery',
        'departure',
        'duplicate_check',
        'edition',
        'edition_paper',
        'follow',
        'follow_notified',
        'follow_schedule',
        'forgotten',
        'identity',
        'installation',
        'mail_block',
        'mail_request',
        'mailbox',
        'paper',
      ],
      ...[
        'post',
        'post_edit',
        'post_paper',
        'preset_reaction',
        'read_back',
        'reading_list',
        'role',
        'seen_event',
        'shared_card',
        'short_lived',
        'shown_list',
        'similar_papers',
        'snapshot',
        'subscription',
        'summary',
        'summary_feedback',
        'summary_spend',
        'vote',
        'webhook',
      ],
    ]);
    expect(rows.filter(({ strict }) => strict !== 1)).toEqual([]);
  });

  it('run once, and later ones on top', async () => {
    const db = aDatabase();
    await migrate(db, 'x', { '0001-first': first });
    expect(await migrate(db, 'x', { '0001-first': first })).toEqual([]);
    expect(await migrate(db, 'x', { '0001-first': first, '0002-second': second })).toEqual(['0002-second']);
  });

  it('refuse what a newer version made', async () => {
    const path = aPath();
    await migrate(aDatabase(path), path, { '0001-first': first, '0002-second': second });
    const older = migrate(aDatabase(path), path, { '0001-first': first });
    await expect(older).rejects.toMatchObject({
      code: 'store-newer',
      message: expect.stringContaining('0002-second'),
    });
  });

  it('that fail half-way leave the database as it was', async () => {
    const db = aDatabase();
    await migrate(db, 'x', { '0001-first': first });
    const before = await listNames(db, 'table');
    const failing = migrate(db, 'x', { '0001-first': first, '0002-second': second, '0003-broken': broken });
    await expect(failing).rejects.toMatchObject({ code: 'store-migration', cause: expect.any(Error) });
    expect(await listNames(db, 'table')).toEqual(before);
    // The one before the broken one was undone with it, and can be done again.
    expect(await migrate(db, 'x', { '0001-first': first, '0002-second': second })).toEqual(['0002-second']);
  });

  it('give quotes to the phrases among the topics of before, and leave a damaged row as it is', async () => {
    const db = aDatabase();
    await migrate(db, 'x', { '0001-first': first });
    const add = (channel: string, settings: string) =>
      sql`insert into subscription (channel, settings, next_due_at, created_at)
          values (${channel}, ${settings}, 0, 0)`.execute(db);
    const topics = ['agents', 'world models', '-video generation', 'cs.CL'];
    await add('a', JSON.stringify({ cron: '0 9 * * *', topics, without: ['a b'] }));
    await add('b', '{broken');
    await migrate(db, 'x', { '0001-first': first, '0002-quoted': quotedTopics });
    const { rows } = await sql<{
      settings: string;
    }>`select settings from subscription order by channel`.execute(db);
    expect(JSON.parse(rows[0]?.settings ?? '')).toEqual({
      cron: '0 9 * * *',
      topics: ['agents', '"world models"', '-"video generation"', 'cs.CL'],
      without: ['"a b"'],
    });
    expect(rows[1]?.settings).toBe('{broken');
  });
});
