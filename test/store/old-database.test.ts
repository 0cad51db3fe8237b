import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { toUtcDay } from '../../src/core/base/calendar.ts';
import type { ChannelId, TenantId } from '../../src/core/base/ids.ts';
import { countTally } from '../../src/core/vote/vote.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aPath, aStore } from './temp-store.ts';

/** Made by version 0.1.0 itself: two subscribed channels of two servers, posts, votes, follows and reading lists. */
const OLD = readFileSync(new URL('../fixtures/0.1.0.sql', import.meta.url), 'utf8');

async function opened() {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  const before = database.prepare('select * from vote').all();
  database.close();
  return { store: await aStore(path), before };
}

it('a database of version 0.1.0 opens with every vote as it was', async () => {
  const { store, before } = await opened();
  const tenants = ['discord:1001', 'discord:1002'].map(tenantId);
  const papers = ['2604.00001', '2604.00002', '2604.00003'];
  const stored = await store.votes.list(papers, tenants);
  const toRow = ({ paperId: paper_id, ...vote }: (typeof stored)[number]) =>
    JSON.stringify({ paper_id, ...vote });
  const expected = before.map((row) => {
    const { paper_id, person, space: tenant, value, source, at } = row;
    return JSON.stringify({ paper_id, person, tenant, value, source, at });
  });
  expect(stored.map(toRow).toSorted()).toEqual(expected.toSorted());
  expect(expected).toHaveLength(7);
  const tallyIn = async (tenant: TenantId) =>
    [...countTally(await store.votes.list(papers, [tenant]))].toSorted();
  expect(await tallyIn(tenantId('discord:1001'))).toEqual([
    ['2604.00001', { up: 2, down: 1 }],
    ['2604.00002', { up: 1, down: 1 }],
  ]);
  expect(await tallyIn(tenantId('discord:1002'))).toEqual([
    ['2604.00001', { up: 1, down: 0 }],
    ['2604.00003', { up: 1, down: 0 }],
  ]);
});

it('posts of version 0.1.0 that have votes are shown once more: whether its last edits got through is not known', async () => {
  const { store } = await opened();
  const due = await store.edits.listDue('discord', 0, 10);
  expect(due.map(({ post }) => `${post.channel} ${post.kind}`).toSorted()).toEqual([
    'discord:101 card',
    'discord:101 card',
    'discord:101 overview',
    'discord:202 overview',
  ]);
});

it('a database of version 0.1.0 keeps subscriptions, posts, reading lists, follows and what is linked', async () => {
  const { store } = await opened();
  const channels = (await store.subscriptions.list()).map(({ channel, tenant, count }) => [
    channel,
    tenant,
    count,
  ]);
  expect(channels.toSorted()).toEqual([
    ['discord:101', 'discord:1001', 2],
    ['discord:202', 'discord:1002', 2],
  ]);
  const slot = Date.parse('2026-04-30T09:00:00Z');
  const kinds = async (channel: ChannelId) =>
    (await store.posts.listOfDelivery({ channel, slot })).map(({ kind, state }) => `${kind} ${state}`);
  expect(await kinds(channelId('discord:101'))).toEqual(['overview sent', 'card sent', 'card sent']);
  expect(await kinds(channelId('discord:202'))).toEqual(['overview sent']);
  expect(await store.readingLists.list(personId('discord:11'))).toEqual(['2604.00002']);
  expect((await store.follows.list(personId('discord:11'))).map(({ text }) => text).toSorted()).toEqual([
    'Ada Lovelace',
    'world models',
  ]);
  expect(await store.follows.findPending(personId('discord:11'), ['2604.00001', '2604.00002'])).toEqual([
    '2604.00002',
  ]);
  expect(toUtcDay((await store.follows.findSchedule(personId('discord:11')))?.nextDueAt ?? 0)).toBe(
    '2026-05-01',
  );
  expect(await store.votes.listCommunity(tenantId('discord:1001'))).toEqual([
    'discord:1001',
    'slack:T0123456',
  ]);
});

it('a delivery and a post that version 0.1.0 called in-doubt have an unknown outcome', async () => {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  const { channel, slot } = database.prepare('select channel, slot from post limit 1').get() as {
    channel: ChannelId;
    slot: number;
  };
  for (const table of ['delivery', 'post'])
    database
      .prepare(`update ${table} set state = 'in-doubt' where channel = ? and slot = ?`)
      .run(channel, slot);
  database.close();
  const store = await aStore(path);
  expect(await store.deliveries.find({ channel, slot })).toMatchObject({ state: 'unknown' });
  const states = (await store.posts.listOfDelivery({ channel, slot })).map(({ state }) => state);
  expect(new Set(states)).toEqual(new Set(['unknown']));
});

it('what version 0.1.0 stored in sentences becomes codes where they are certain, and stays in its words elsewhere', async () => {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  const insert = database.prepare(
    'insert into delivery (channel, slot, state, reason, fix, run_at, updated_at) values (?, ?, ?, ?, ?, 0, 0)',
  );
  const invite =
    '[{"text":"Type "},{"text":"/papers resume","code":true,"command":{"line":"resume"}},{"text":"."}]';
  const rows = [
    ['skipped', 'No daily papers are known yet: none has been fetched, or none was listed.', null],
    ['skipped', 'No new papers: this channel has seen all 12 papers of 2026-04-29.', null],
    ['skipped', "None of the 3 new papers from 2026-04-27 to 2026-04-29 passes this channel's filter.", null],
    ['skipped', 'The channel is paused: holidays', null],
    ['skipped', 'The channel is no longer subscribed.', null],
    [
      'failed',
      'Hugging Face could not be reached: 2026-04-30: http://10.0.0.3 answered 400: its words',
      null,
    ],
    ['due', 'Hugging Face could not be reached.', null],
    ['failed', 'The channel is archived: is_archived (chat.postMessage)', invite],
    ['failed', 'None of the above', 'Look at it.'],
  ] as const;
  for (const [i, [state, reason, fix]] of rows.entries()) insert.run('slack:C1', i, state, reason, fix);
  const pause = database.prepare('update subscription set paused = ? where channel = ?');
  pause.run(JSON.stringify({ at: 1, by: 'person', reason: 'holidays', fix: 'Resume it.' }), 'discord:101');
  pause.run(
    JSON.stringify({ at: 2, by: 'fault', reason: 'no access', fix: JSON.parse(invite) }),
    'discord:202',
  );
  database.close();

  const store = await aStore(path);
  const reasons = await Promise.all(
    rows.map(
      async (_, slot) =>
        (await store.deliveries.find({ channel: channelId('slack:T0123456/C1'), slot }))?.reason,
    ),
  );
  const resume = JSON.parse(invite);
  expect(reasons).toEqual([
    { code: 'no-edition', values: {} },
    { code: 'all-shown', values: { count: 12, from: '2026-04-29', to: '2026-04-29' } },
    { code: 'all-filtered', values: { count: 3, from: '2026-04-27', to: '2026-04-29' } },
    { code: 'channel-paused', values: { pause: { code: 'text', values: { text: 'holidays' } } } },
    { code: 'not-subscribed', values: {} },
    { code: 'source-away', values: {} },
    { code: 'waits-for-source', values: {} },
    { code: 'text', values: { text: rows[7][1], fix: resume } },
    { code: 'text', values: { text: 'None of the above', fix: 'Look at it.' } },
  ]);
  expect((await store.subscriptions.find(channelId('discord:101')))?.paused).toEqual({
    ...{ at: 1, by: 'person', reason: { code: 'typed', values: { text: 'holidays' } } },
  });
  expect((await store.subscriptions.find(channelId('discord:202')))?.paused).toEqual({
    ...{ at: 2, by: 'fault', reason: { code: 'text', values: { text: 'no access', fix: resume } } },
  });
  const slot = Date.parse('2026-04-30T09:00:00Z');
  const digest = (await store.deliveries.find({ channel: channelId('discord:101'), slot }))?.digest;
  expect(digest?.papers[0]?.why).toEqual([
    { code: 'text', values: { text: '49 upvotes' }, points: 11.29 },
    { code: 'text', values: { text: '1 comment' }, points: 0.5 },
  ]);
});

it('a paper of version 0.1.0 gets the address of its page, and loses the card with its title on it', async () => {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  const insert = database.prepare(
    'insert into paper (id, facts, first_seen_at, changed_at) values (?, ?, 0, ?)',
  );
  const facts = { title: 'A title', abstract: 'It says "upvotes":', authors: [] };
  const social = (id: string) => `https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/${id}.png`;
  let at = 0;
  const add = (id: string, more: object) => {
    at += 1;
    insert.run(id, JSON.stringify({ ...facts, ...more }), at);
  };
  add('2604.10004', { upvotes: 3, thumbnailUrl: social('2604.10004'), codeUrl: 'https://a.example' });
  add('2604.10005', { thumbnailUrl: 'https://a.example/teaser.png' });
  add('local:one', { upvotes: 3 });
  database.close();
  const { papers } = await aStore(path);
  const page = (id: string) => ({ pageUrl: `https://huggingface.co/papers/${id}` });
  expect((await papers.find('2604.00001'))?.pageUrl).toBe(page('2604.00001').pageUrl);
  expect(await papers.find('2604.10004')).toEqual({
    ...{ id: '2604.10004', ...facts, upvotes: 3, codeUrl: 'https://a.example', ...page('2604.10004') },
  });
  expect(await papers.find('2604.10005')).toEqual({
    ...{ id: '2604.10005', ...facts, thumbnailUrl: 'https://a.example/teaser.png' },
  });
  expect(await papers.find('local:one')).toEqual({ id: 'local:one', ...facts, upvotes: 3 });
});

it('a summary of version 0.1.0 says what it was made of, and its notes stay in their words', async () => {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  const insert = database.prepare(
    'insert into summary (paper_id, style, language, model, prompt_version, summary, text_checksum) values (?, ?, ?, ?, ?, ?, ?)',
  );
  const points = [{ text: 'It is fast.' }];
  const write = (style: string, what: string, notes: string[]) =>
    JSON.stringify({ style, points, by: `small:3b, checked against the ${what}`, notes });
  const key = { paperId: '2604.00001', language: 'en', model: 'small:3b', promptVersion: 3 };
  insert.run('2604.00001', 'tldr', 'en', 'small:3b', 3, write('tldr', 'full text', ['A sentence.']), 'a');
  insert.run('2604.00001', 'short', 'en', 'small:3b', 3, write('short', 'abstract', []), 'b');
  insert.run('2604.00002', 'short', 'en', 'small:3b', 3, 'no JSON', 'c');
  database.close();
  const { summaries } = await aStore(path);
  expect(await summaries.find({ ...key, style: 'tldr' })).toEqual({
    summary: {
      ...{ style: 'tldr', points, source: 'full' },
      notes: [{ code: 'text', values: { text: 'A sentence.' } }],
    },
    textChecksum: 'a',
  });
  expect(await summaries.find({ ...key, style: 'short' })).toMatchObject({
    summary: { source: 'abstract', notes: [] },
  });
  await expect(summaries.find({ ...key, paperId: '2604.00002', style: 'short' })).rejects.toThrow();
});
