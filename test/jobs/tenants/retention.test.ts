import { expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { createRetention } from '../../../src/jobs/tenants/retention.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aDigest } from '../../store/ledger.ts';
import { aClock, aLog, aSubscription, papers, saveEdition } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';

const DAY = 86_400_000;

async function aPast() {
  const clock = aClock('2026-04-30T12:00:00Z');
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  await saveEdition(store, papers(3), clock.now());
  const channel = channelId('discord:100');
  const tenant = tenantId('discord:1');
  await store.subscriptions.put(aSubscription({ channel, tenant }));
  const ages = [400, 200, 10];
  for (const age of ages) {
    const at = clock.now() - age * DAY;
    await store.votes.cast({
      paperId: '2604.00001',
      person: personId(`discord:${age}`),
      tenant,
      value: 1,
      source: 'button',
      at,
    });
    await store.deliveries.enqueue({ channel, slot: at }, at);
    const post = { id: `p${age}`, channel, slot: at, seq: 0, kind: 'card', inThread: false } as const;
    const planned = { ...post, paperIds: ['2604.00001'], state: 'planned' } as const;
    await store.deliveries.plan({ channel, slot: at }, aDigest('2604.00001'), [planned], at);
    await store.posts.mark(post.id, 'sent', at, { channel: '100', messageId: `m${age}`, tenant });
    await store.deliveries.settle({ channel, slot: at }, { state: age === 200 ? 'failed' : 'sent' }, at);
  }
  const edits = await store.edits.listDue('discord', clock.now(), 9);
  for (const edit of edits) await store.edits.finish(edit);
  return {
    ...{ store, clock, log, channel },
    voters: async () =>
      (await store.votes.list(['2604.00001'], [tenant])).map(({ person }) => person).toSorted(),
    slots: async () =>
      (await store.deliveries.listRecent(channel, 9)).map(({ slot }) =>
        Math.round((clock.now() - slot) / DAY),
      ),
    posts: async () => (await store.posts.listOfPaper('2604.00001', 9)).map(({ id }) => id),
  };
}

it('stores votes and deliveries permanently unless something else is set', async () => {
  const { voters, slots, ...deps } = await aPast();
  const { VOTE_RETENTION_DAYS, DELIVERY_RETENTION_DAYS } = readConfig({});
  expect([VOTE_RETENTION_DAYS, DELIVERY_RETENTION_DAYS]).toEqual([undefined, undefined]);
  await createRetention(deps).run();
  expect(await voters()).toHaveLength(3);
  expect(await slots()).toEqual([10, 200, 400]);
});

it('deletes votes that are older than VOTE_RETENTION_DAYS, and the posts that count them are changed', async () => {
  const { voters, slots, ...deps } = await aPast();
  await createRetention({ ...deps, voteDays: 30 }).run();
  expect(await voters()).toEqual(['discord:10']);
  expect(await slots()).toEqual([10, 200, 400]);
  const due = await deps.store.edits.listDue('discord', deps.clock.now(), 9);
  expect(due.map(({ post }) => post.id).toSorted()).toEqual(['p10', 'p200', 'p400']);
});

it('deletes feedback on summaries with the votes of its age, and what is of a server with the server', async () => {
  const { store, clock, log } = await aPast();
  const tenant = tenantId('discord:1');
  const judged = { paperId: '2604.00001', style: 'tldr', language: 'en', provider: 'extract' } as const;
  for (const age of [40, 20])
    await store.feedback.record({
      ...{ ...judged, tenant, person: personId(`discord:${age}`) },
      ...{ helped: true, at: clock.now() - age * DAY },
    });
  await createRetention({ store, clock, log }).run();
  expect(await store.feedback.count(judged, tenant)).toEqual({ yes: 2, no: 0 });
  await createRetention({ store, clock, log, voteDays: 30 }).run();
  expect(await store.feedback.count(judged, tenant)).toEqual({ yes: 1, no: 0 });
  await store.tenants.erase(tenant);
  expect(await store.feedback.count(judged, tenant)).toEqual({ yes: 0, no: 0 });
});

it('deletes deliveries that are older than DELIVERY_RETENTION_DAYS with their posts, whatever became of them', async () => {
  const { voters, slots, posts, ...deps } = await aPast();
  await createRetention({ ...deps, deliveryDays: 100 }).run();
  expect(await slots()).toEqual([10]);
  expect(await posts()).toEqual(['p10']);
  expect(await voters()).toHaveLength(3);
});

it('keeps a delivery that is still in progress, however old its slot', async () => {
  const { slots, store, clock, log, channel } = await aPast();
  const slot = clock.now() - 300 * DAY;
  await store.deliveries.enqueue({ channel: channelId(channel), slot }, slot);
  await createRetention({ store, clock, log, deliveryDays: 100 }).run();
  expect(await slots()).toEqual([10, 300]);
});

it('takes shared cards that nobody uses in slices, and all of them', async () => {
  const { store, clock, log, channel } = await aPast();
  const { sharedCards } = store;
  const share = async (name: string, age: number) => {
    for (let i = 0; i < 250; i++) {
      const sent = { channel: '100', messageId: `${name}${i}`, tenant: tenantId('discord:1') };
      await sharedCards.request({ channel, sent, paperId: 'p', usedAt: clock.now() - age * DAY });
    }
  };
  await share('unused', 20);
  for (const one of await sharedCards.listDue('discord', clock.now(), 999)) await sharedCards.finish(one);
  await share('lost', 40);
  const { requestUnused, dropUnused } = sharedCards;
  const taken: Array<[string, number]> = [];
  sharedCards.requestUnused = async (...which) => {
    const count = await requestUnused(...which);
    taken.push(['requested', count]);
    return count;
  };
  sharedCards.dropUnused = async (...which) => {
    const count = await dropUnused(...which);
    taken.push(['dropped', count]);
    return count;
  };
  await createRetention({ store, clock, log }).run();
  expect(taken).toEqual([
    ['requested', 200],
    ['requested', 50],
    ['dropped', 200],
    ['dropped', 50],
  ]);
  const due = await sharedCards.listDue('discord', clock.now(), 999);
  expect(due.filter(({ card }) => card.sent.messageId.startsWith('unused'))).toHaveLength(250);
  expect(due).toHaveLength(250);
});

it('looks once an hour, and deletes all however much it is', async () => {
  const { store, clock, log, voters } = await aPast();
  const tenant = tenantId('discord:1');
  const at = clock.now() - 50 * DAY;
  for (let i = 0; i < 450; i++)
    await store.votes.cast({
      paperId: '2604.00002',
      person: personId(`discord:p${i}`),
      tenant,
      value: 1,
      source: 'button',
      at,
    });
  const retention = createRetention({ store, clock, log, voteDays: 30 });
  await retention.run();
  expect(await store.votes.list(['2604.00002'], [tenant])).toEqual([]);
  await store.votes.cast({
    paperId: '2604.00001',
    person: personId('discord:late'),
    tenant,
    value: 1,
    source: 'button',
    at,
  });
  await retention.run();
  expect(await voters()).toContain('discord:late');
  clock.advance(3_600_001);
  await retention.run();
  expect(await voters()).toEqual(['discord:10']);
});
