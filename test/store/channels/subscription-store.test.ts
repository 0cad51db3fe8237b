import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../../src/core/schedule/subscription.ts';
import { aSubscription } from '../../support/builders.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

const CHANNEL = channelId('slack:T1/C0123ABC');

describe('subscriptions', () => {
  it('come back as they were put', async () => {
    const { subscriptions } = await aStore();
    const full: Subscription = aSubscription({
      channel: CHANNEL,
      tenant: tenantId('slack:T1'),
      topics: ['"large papers"', 'cs.CL'],
      without: ['survey'],
      minVotes: 3,
      language: 'de',
      owner: personId('slack:T1/U1'),
      paused: {
        at: 5,
        by: 'person',
        reason: { code: 'typed', values: { text: 'holidays' } },
      },
      nextDueAt: 7,
      createdAt: 3,
    });
    const plain = aSubscription({ channel: channelId('discord:1') });
    await subscriptions.put(full);
    await subscriptions.put(plain);
    expect(await subscriptions.find(CHANNEL)).toEqual(full);
    expect(await subscriptions.list()).toEqual([plain, full]);
    expect(await subscriptions.find(channelId('slack:T1/C9'))).toBeUndefined();
  });

  it('are replaced when put again, but keep the tenant that the platform named', async () => {
    const { subscriptions } = await aStore();
    await subscriptions.put(aSubscription({ channel: CHANNEL, count: 3, owner: personId('slack:T1/U1') }));
    await subscriptions.setTenant(CHANNEL, tenantId('slack:T1'));
    await subscriptions.put(aSubscription({ channel: CHANNEL, count: 9 }));
    expect(await subscriptions.find(CHANNEL)).toEqual(
      aSubscription({ channel: CHANNEL, count: 9, tenant: tenantId('slack:T1') }),
    );
    await subscriptions.put(aSubscription({ channel: CHANNEL, tenant: tenantId('slack:T2') }));
    expect((await subscriptions.find(CHANNEL))?.tenant).toBe('slack:T2');
  });

  it('written before a setting existed have its default', async () => {
    const location = usedDatabase().createLocation();
    const { subscriptions } = await aStore(location);
    await subscriptions.put(aSubscription({ channel: CHANNEL }));
    const { minVotes: _votes, topics: _topics, ...older } = aSubscription({ channel: CHANNEL });
    await usedDatabase().run(location, `update subscription set settings = '${JSON.stringify(older)}'`);
    expect(await subscriptions.find(CHANNEL)).toEqual(aSubscription({ channel: CHANNEL }));
  });

  it('can be removed once', async () => {
    const { subscriptions } = await aStore();
    await subscriptions.put(aSubscription({ channel: CHANNEL }));
    expect(await subscriptions.remove(CHANNEL)).toBe(true);
    expect(await subscriptions.remove(CHANNEL)).toBe(false);
    expect(await subscriptions.list()).toEqual([]);
  });

  it('are due longest waiting first, without paused ones and those of later', async () => {
    const { subscriptions } = await aStore();
    for (const [channel, nextDueAt] of [
      ['discord:1', 50],
      ['discord:2', 10],
      ['discord:3', 101],
      ['discord:4', 100],
      ['discord:5', 1],
    ] as const) {
      await subscriptions.put(aSubscription({ channel: channelId(channel), nextDueAt }));
    }
    await subscriptions.pause(channelId('discord:5'), {
      at: 0,
      by: 'fault',
      reason: { code: 'typed', values: { text: 'kicked' } },
    });
    const due = async () => (await subscriptions.listDue(100)).map(({ channel }) => channel);
    expect(await due()).toEqual(['discord:2', 'discord:1', 'discord:4']);
    await subscriptions.resume(channelId('discord:5'), { nextDueAt: 60, recaps: {} });
    expect(await due()).toEqual(['discord:2', 'discord:1', 'discord:5', 'discord:4']);
    expect(await subscriptions.find(channelId('discord:5'))).toEqual(
      aSubscription({ channel: channelId('discord:5'), nextDueAt: 60 }),
    );
  });

  it('move on only from the slot that was seen', async () => {
    const { subscriptions } = await aStore();
    await subscriptions.put(aSubscription({ channel: CHANNEL, nextDueAt: 10 }));
    expect(await subscriptions.advance(CHANNEL, 10, 20)).toBe(true);
    expect(await subscriptions.advance(CHANNEL, 10, 30)).toBe(false);
    expect(await subscriptions.advance(channelId('slack:T1/C9'), 10, 30)).toBe(false);
    expect((await subscriptions.find(CHANNEL))?.nextDueAt).toBe(20);
  });
});
