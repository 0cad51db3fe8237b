import { describe, expect, it } from 'vitest';
import { splitId } from '../../../src/core/base/ids.ts';
import { toMailWish } from '../../../src/core/mail/mail-wish.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { aLife, DAY, findRows, foundIn, PERSONAL_COLUMNS, SLOT } from '../../commands/left-behind.ts';
import { aSubscription } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { plan, sentAs } from '../ledger.ts';

/** What says about a row in which server or workspace it belongs. */
const WHERE = ['tenant', 'channel', 'sent_channel', 'place'];
/** Hold nothing about people, and are a tenant's or its posts' all the same. */
const OTHER_TABLES = [
  'community_member',
  'departure',
  'installation',
  'post_paper',
  'preset_reaction',
  'post_edit',
  'duplicate_check',
];
const PAUSE = { at: SLOT, by: 'departure', reason: { code: 'removed', values: { graceDays: 30 } } } as const;
const JUDGED = { paperId: '2604.00001', style: 'tldr', language: 'en', provider: 'extract' } as const;
const MANY = { perAskerAnHour: 100, perAddressADay: 100, perHour: 100 };

/** A server or workspace with one channel, a person in it, and a mailbox that was asked for there. */
function aTenant(tenant: string, channel: string, person: string, digit: string) {
  return {
    tenant: tenantId(tenant),
    channel: channelId(channel),
    person: personId(person),
    mailbox: digit.repeat(32),
  };
}
type Tenant = ReturnType<typeof aTenant>;

const DISCORD = {
  leaves: aTenant('discord:leaving-server', 'discord:leaving-channel', 'discord:leaver', 'e'),
  stays: aTenant('discord:a-server', 'discord:staying-channel', 'discord:stayer', 'f'),
  linked: tenantId('discord:another-server'),
};
const SLACK = {
  leaves: aTenant('slack:T0LEFT', 'slack:T0LEFT/C0LEFT', 'slack:T0LEFT/U0LEFT', 'e'),
  stays: aTenant('slack:T0AAAA', 'slack:T0AAAA/C0AAAA', 'slack:T0AAAA/U0AAAA', 'f'),
  linked: tenantId('slack:T0BBBB'),
};

/** Leaves something of a tenant in every table; returns by which words it is found. */
async function leaveBehind(store: Store, of: Tenant): Promise<string[]> {
  const { tenant, channel, mailbox } = of;
  const { id } = splitId(channel);
  const subscription = { channel, tenant, owner: of.person, publicName: `page-${mailbox}`, nextDueAt: SLOT };
  await store.subscriptions.put(aSubscription(subscription));
  const posts = await plan(store, { channel, slot: SLOT }, '2604.00001', '2604.00002');
  for (const [i, post] of posts.entries()) {
    await store.posts.mark(post.id, 'sent', SLOT, sentAs(`${id}-${i}`, { channel: id, tenant }));
    await store.duplicateChecks.add(post, SLOT, SLOT + 1);
  }
  const sent = sentAs(`${id}-shared`, { channel: id, tenant });
  await store.sharedCards.request({ channel, sent, paperId: '2604.00001', usedAt: SLOT });
  await store.edits.request(posts.map((post) => post.id));
  await actAsPerson(store, of);
  await askForMail(store, of);
  await store.installations.save({ tenant, sealed: 'tokens', installedAt: SLOT });
  await store.tenants.depart({ tenant, at: SLOT }, PAUSE);
  return [tenant, channel, `email:${mailbox}`, ...posts.map((post) => post.id)];
}

async function actAsPerson(store: Store, { tenant, channel, person }: Tenant): Promise<void> {
  const key = `${tenant} ${splitId(channel).id}`;
  const list = { title: 'Results', papers: new Map([[1, '2604.00001']]), at: SLOT };
  await store.lists.save(key, person, list);
  await store.lists.save(key, undefined, list);
  const vote = { paperId: '2604.00001', person, tenant, source: 'button', value: 1, at: SLOT } as const;
  await store.votes.cast(vote);
  await store.feedback.record({ ...JUDGED, person, tenant, helped: true, at: SLOT });
  await store.readingLists.put(person, '2604.00001', SLOT);
  await store.follows.add(person, { kind: 'query', text: 'small models' }, SLOT);
  const schedule = { person, cron: '0 9 * * *', zone: 'UTC', quiet: { from: 1320, until: 420 } };
  await store.follows.setSchedule({ ...schedule, language: 'en', nextDueAt: SLOT });
  await store.follows.markNotified(person, ['2604.00001'], SLOT + DAY);
}

async function askForMail(store: Store, { tenant, person, mailbox }: Tenant): Promise<void> {
  const channel = channelId(`email:${mailbox}`);
  const wish = toMailWish({ kind: 'day' }, { cron: '0 9 * * *', zone: 'UTC' }, false);
  const address = { sealed: `sealed-${mailbox[0]}`, checksum: `address-${mailbox[0]}` };
  await store.mailboxes.ask(
    { channel, wish, state: 'asked', tenant, askedBy: person, askedAt: SLOT, ...address },
    `asker-${mailbox[0]}`,
    MANY,
  );
  await store.mailboxes.confirm(aSubscription({ ...wish, channel, tenant }), SLOT);
  const voter = personId(`email:${mailbox}`);
  await store.votes.cast({
    ...{ paperId: '2604.00002', person: voter, tenant, source: 'button' },
    ...{ value: 1, at: SLOT },
  });
}

/** All rows but those in which one of the words is, in no order. */
async function listOthers(location: string, words: readonly string[]): Promise<string[]> {
  const toTexts = (found: Awaited<ReturnType<typeof findRows>>) =>
    [...found].flatMap(([table, rows]) => rows.map((row) => `${table} ${JSON.stringify(row)}`));
  const left = new Set(toTexts(await findRows(location, words)));
  return toTexts(await findRows(location, ['']))
    .filter((row) => !left.has(row))
    .toSorted();
}

describe.each([
  ['a Discord server', DISCORD],
  ['a Slack workspace', SLACK],
])('%s that is deleted', (_what, { leaves, stays, linked }) => {
  it('is in no table and no column any more, and everybody else is as they were', async () => {
    const { location, store } = await aLife();
    const words = await leaveBehind(store, leaves);
    await leaveBehind(store, stays);
    await store.votes.link(leaves.tenant, stays.tenant);
    await store.votes.link(stays.tenant, linked);
    const found = await findRows(location, words);
    const columnsOfTenants = [...PERSONAL_COLUMNS].flatMap(([table, columns]) =>
      columns.filter((name) => WHERE.includes(name)).map((name) => [table, name] as const),
    );
    const empty = columnsOfTenants.filter(
      ([table, name]) => !found.get(table)?.some((row) => row[name] !== null),
    );
    expect(empty).toEqual([]);
    expect(OTHER_TABLES.filter((table) => !found.has(table))).toEqual([]);
    const others = await listOthers(location, words);
    await store.tenants.erase(leaves.tenant);
    expect(await foundIn(location, words)).toEqual([]);
    expect(await listOthers(location, words)).toEqual(others);
    expect(await store.tenants.read(leaves.tenant)).toEqual({});
  });
});

it('a Slack workspace that is deleted takes with it what was never posted in channels that had unsubscribed', async () => {
  const { location, store } = await aLife();
  const [gone, other] = [channelId('slack:T0LEFT/C0GONE'), channelId('slack:T0LEFTOVER/C0GONE')];
  for (const channel of [gone, other]) await plan(store, { channel, slot: SLOT }, '2604.00001');
  expect(Object.keys(await store.tenants.read(tenantId('slack:T0LEFT')))).toEqual(['delivery', 'post']);
  await store.tenants.erase(tenantId('slack:T0LEFT'));
  expect(await foundIn(location, [gone])).toEqual([]);
  expect(await foundIn(location, [other])).toContain('delivery.channel');
});

it('a workspace that is deleted takes with it what was sent to a mailbox that has unsubscribed', async () => {
  const { location, store } = await aLife();
  const { leaves } = SLACK;
  await leaveBehind(store, leaves);
  const channel = channelId(`email:${leaves.mailbox}`);
  await plan(store, { channel, slot: SLOT }, '2604.00001');
  await store.mailboxes.stop(channel, 'unsubscribed', SLOT);
  await store.tenants.erase(leaves.tenant);
  expect(await foundIn(location, [channel])).toEqual([]);
});
