import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { createForget } from '../../src/jobs/people/forget.ts';
import { aClock, aLog } from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';
import { aPath, aStore, behindTheBack } from './temp-store.ts';

/** Made by version 0.1.0, whose channels on Slack did not say their workspace. */
const OLD = readFileSync(new URL('../fixtures/0.1.0.sql', import.meta.url), 'utf8');
const SLOT = Date.parse('2026-04-30T09:00:00Z');

const SETTINGS = (owner: string) =>
  JSON.stringify({ cron: '0 9 * * *', zone: 'UTC', count: 3, layout: 'compact', owner });

/** A channel with a digest, as 0.1.0 wrote it; `team` is the workspace where it was known. */
const channelSql = (id: string, team?: string) => `
  insert into subscription (channel, space, settings, paused, next_due_at, created_at)
    values ('slack:${id}', ${team ? `'${team}'` : 'null'}, '${SETTINGS('slack:T0AAA:U0ADA')}', null, ${SLOT}, 0);
  insert into delivery (channel, slot, state, attempts, run_at, updated_at)
    values ('slack:${id}', ${SLOT}, 'sent', 1, ${SLOT}, ${SLOT});
  insert into post (id, channel, slot, seq, kind, in_thread, state, platform, sent_channel, message_id, space, sent_at)
    values ('p-${id}', 'slack:${id}', ${SLOT}, 0, 'card', 0, 'sent', 'slack', '${id}', '1.1', '${team ?? 'slack:E0GRID'}', ${SLOT});
  insert into post_paper (post_id, place, paper_id) values ('p-${id}', 0, '2604.00001');`;

const personSql = (person: string, tenant: string) => `
  insert into vote (paper_id, person, source, space, value, at)
    values ('2604.00001', '${person}', 'button', '${tenant}', 1, ${SLOT});
  insert into shelf (person, paper_id, at) values ('${person}', '2604.00002', ${SLOT});
  insert into follow (person, kind, text, at) values ('${person}', 'query', 'world models', ${SLOT});
  insert into follow_schedule (person, cron, zone, next_due_at) values ('${person}', '0 9 * * *', 'UTC', ${SLOT});
  insert into follow_told (person, paper_id) values ('${person}', '2604.00001');`;

async function opened(...sql: string[]) {
  const path = aPath();
  const database = new DatabaseSync(path);
  database.exec(OLD);
  database.exec(sql.join('\n'));
  database.close();
  return { store: await aStore(path), path };
}

it('channels and people of an old database carry their workspace, with everything about them', async () => {
  const { store, path } = await opened(
    channelSql('C0AAA', 'slack:T0AAA'),
    personSql('slack:T0AAA:U0ADA', 'slack:T0AAA'),
  );
  const channel = channelId('slack:T0AAA/C0AAA');
  const ada = personId('slack:T0AAA/U0ADA');
  expect((await store.subscriptions.list()).map((one) => one.channel)).toContain(channel);
  expect((await store.subscriptions.find(channel))?.owner).toBe(ada);
  expect((await store.deliveries.listRecent(channel, 9)).map(({ state }) => state)).toEqual(['sent']);
  expect((await store.posts.listOfDelivery({ channel, slot: SLOT })).map(({ id }) => id)).toEqual([
    'p-C0AAA',
  ]);
  const data = await store.people.readPersonData(ada);
  expect(data.votes.map(({ tenant, person }) => [tenant, person])).toEqual([['slack:T0AAA', ada]]);
  expect(data).toMatchObject({ readingList: [{}], follows: [{}], notified: ['2604.00001'] });
  expect(data.schedule?.person).toBe(ada);
  expect(behindTheBack(path, (database) => database.prepare('pragma foreign_key_check').all())).toEqual([]);
});

it('a channel whose workspace was not known is of the only one there is', async () => {
  const { store } = await opened(
    "delete from community_member where space like 'slack:%';",
    channelSql('C0AAA', 'slack:T0AAA'),
    `insert into subscription (channel, space, settings, paused, next_due_at, created_at)
      values ('slack:C0NEW', null, '${SETTINGS('slack:T0AAA:U0ADA')}', null, ${SLOT}, 0);`,
    "insert into delivery (channel, slot, state, attempts, run_at, updated_at) values ('slack:C0NEW', 1, 'due', 0, 1, 1);",
  );
  expect(await store.tenants.listChannelsWithoutTenant('slack')).toEqual([]);
  expect(await store.deliveries.listRecent(channelId('slack:T0AAA/C0NEW'), 1)).toHaveLength(1);
  // What a workspace leaves behind is found by its tenant.
  expect((await store.subscriptions.find(channelId('slack:T0AAA/C0NEW')))?.tenant).toBe('slack:T0AAA');
});

it('of two workspaces, and of an organization, each channel is of its own or waits until Slack says which', async () => {
  const { store } = await opened(
    channelSql('C0AAA', 'slack:T0AAA'),
    channelSql('C0BBB', 'slack:T0BBB'),
    channelSql('C0GRID'),
  );
  expect((await store.subscriptions.list()).map(({ channel }) => channel)).toEqual(
    expect.arrayContaining(['slack:T0AAA/C0AAA', 'slack:T0BBB/C0BBB', 'slack:C0GRID']),
  );
  const [waiting, ...others] = await store.tenants.listChannelsWithoutTenant('slack');
  expect(others).toEqual([]);
  const found = channelId('slack:T0BBB/C0GRID');
  if (waiting) await store.tenants.renameChannel(waiting, found);
  expect(await store.tenants.listChannelsWithoutTenant('slack')).toEqual([]);
  expect((await store.subscriptions.find(found))?.tenant).toBe('slack:T0BBB');
  expect((await store.posts.listOfDelivery({ channel: found, slot: SLOT })).map(({ id }) => id)).toEqual([
    'p-C0GRID',
  ]);
});

it('a channel that was subscribed again under its whole id is not there twice', async () => {
  const { store } = await opened(channelSql('C0AAA'), channelSql('C0BBB', 'slack:T0BBB'));
  const [waiting] = await store.tenants.listChannelsWithoutTenant('slack');
  const whole = channelId('slack:T0BBB/C0BBB');
  if (waiting) await store.tenants.renameChannel(waiting, whole);
  expect(
    (await store.subscriptions.list()).filter(({ channel }) => channel.startsWith('slack:')),
  ).toMatchObject([{ channel: whole, tenant: 'slack:T0BBB' }]);
  expect(await store.deliveries.listRecent(whole, 9)).toHaveLength(1);
});

it('who had everything deleted before stays deleted under the new notation', async () => {
  const { store, path } = await opened(personSql('slack:T0AAA:U0ADA', 'slack:T0AAA'));
  const ada = personId('slack:T0AAA/U0ADA');
  await createForget({ store, platforms: new Map(), clock: aClock(SLOT), log: aLog() })(ada);
  const [row] = behindTheBack(path, (database) =>
    database.prepare('select person_checksum, (select id from identity) as id from forgotten').all(),
  );
  const { createHash } = await import('node:crypto');
  const before = createHash('sha256').update(`${row?.id}\nslack:T0AAA:U0ADA`).digest('hex');
  expect(row?.person_checksum).toBe(before);
  expect(await store.people.findForgotten([ada, personId('slack:T0BBB/U0ADA')])).toEqual(
    new Map([[ada, SLOT]]),
  );
  expect(await store.votes.list(['2604.00001'], [tenantId('slack:T0AAA')])).toEqual([]);
});
