import { describe, expect, it } from 'vitest';
import { aPaper, aSubscription } from '../support/builders.ts';
import { personId, tenantId } from '../support/ids.ts';
import { KEY, NOON, plan } from './ledger.ts';
import { aStore, usedDatabase } from './temp-store.ts';

describe('a row that somebody damaged is named', () => {
  it.each([
    ['paper', `facts = '{"title": "cut'`, '2604.26752', 'facts'],
    ['paper', `facts = '{"title": "no authors", "abstract": ""}'`, '2604.26752', 'facts'],
    ['paper', `facts = 'null'`, '2604.26752', 'facts'],
    ['subscription', `settings = '[]'`, 'discord:100', 'settings'],
    ['subscription', `paused = '{"at": "noon"}'`, 'discord:100', 'paused'],
    ['delivery', `digest = '{"day": "2026-04-30"}'`, `discord:100 ${NOON}`, 'digest'],
    ['delivery', `state = 'lost'`, `discord:100 ${NOON}`, 'state'],
    ['edition', `state = ''`, '2026-04-30', 'state'],
    ['post', `kind = 'poem'`, /\S+/, 'kind'],
    ['post', `state = 'gone'`, /\S+/, 'state'],
    ['vote', 'value = 7', '2604.26752 discord:1 button', 'value'],
  ])('%s with %s', async (table, damage, key, column) => {
    const location = usedDatabase().createLocation();
    const store = await aStore(location);
    const { id } = aPaper();
    await store.papers.save([aPaper()], NOON);
    await store.editions.save({ day: '2026-04-30', state: 'closed', paperIds: [id], fetchedAt: 0 });
    await store.subscriptions.put(aSubscription({ channel: KEY.channel }));
    await plan(store, KEY, id);
    const vote = {
      paperId: id,
      person: personId('discord:1'),
      tenant: tenantId('discord:g'),
      value: 1,
      source: 'button',
      at: 0,
    } as const;
    await store.votes.cast(vote);
    await usedDatabase().run(location, `update ${table} set ${damage}`);

    const reading: Record<string, () => Promise<unknown>> = {
      paper: () => store.papers.findMany([id]),
      subscription: () => store.subscriptions.list(),
      delivery: () => store.deliveries.listRecent(KEY.channel, 1),
      edition: () => store.editions.find('2026-04-30'),
      post: () => store.posts.listOfDelivery(KEY),
      vote: () => store.votes.list([id], [tenantId('discord:g')]),
    };
    const error: unknown = await reading[table]?.().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'store-damaged', fix: expect.stringContaining('backup') });
    const where = typeof key === 'string' ? key : key.source;
    expect(String(error)).toMatch(
      new RegExp(`The column ${column} of the row ${where} in the table ${table} `),
    );
  });
});
