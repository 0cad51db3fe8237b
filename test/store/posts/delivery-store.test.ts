import { describe, expect, it } from 'vitest';
import { aSubscription } from '../../support/builders.ts';
import { channelId, tenantId } from '../../support/ids.ts';
import { aDigest, aPost, KEY, listSlots, MINUTE, NOON, plan } from '../ledger.ts';
import { aStore } from '../temp-store.ts';

describe('the ledger', () => {
  it('has one row a slot', async () => {
    const { deliveries } = await aStore();
    expect(await deliveries.enqueue(KEY, NOON + 5)).toBe(true);
    expect(await deliveries.enqueue(KEY, NOON + 9)).toBe(false);
    expect(await deliveries.find(KEY)).toEqual({
      ...KEY,
      kind: 'digest',
      state: 'due',
      attempts: 0,
      runAt: NOON + 5,
      updatedAt: NOON + 5,
    });
    expect(await deliveries.find({ ...KEY, slot: NOON + 1 })).toBeUndefined();
  });

  it('and its subscription moves on with it, once, however often both are asked for', async () => {
    const { deliveries, subscriptions } = await aStore();
    const { channel } = KEY;
    await subscriptions.put(aSubscription({ channel, nextDueAt: 10 }));
    const advance = { channel, kind: 'digest', slots: [5, 10], from: 10, to: 20 } as const;
    await deliveries.schedule([advance], NOON);
    await deliveries.schedule([{ ...advance, to: 30 }], NOON + 1);
    const rows = await deliveries.listOpen();
    expect(rows.map(({ slot, runAt, state }) => [slot, runAt, state])).toEqual([
      [5, NOON, 'due'],
      [10, NOON, 'due'],
    ]);
    expect((await subscriptions.find(channel))?.nextDueAt).toBe(20);
  });

  it('lists the recent deliveries of a channel, newest slot first, and all that are open', async () => {
    const { deliveries } = await aStore();
    for (const slot of [3, 1, 2]) await deliveries.enqueue({ channel: channelId('discord:1'), slot }, slot);
    await deliveries.enqueue({ channel: channelId('discord:2'), slot: 9 }, 0);
    await deliveries.settle({ channel: channelId('discord:1'), slot: 2 }, { state: 'sent' }, NOON);
    expect(listSlots(await deliveries.listRecent(channelId('discord:1'), 2))).toEqual([
      'discord:1 3',
      'discord:1 2',
    ]);
    expect(listSlots(await deliveries.listOpen())).toEqual(['discord:2 9', 'discord:1 1', 'discord:1 3']);
  });
});

describe('claiming', () => {
  it('passes tenants over whose id another one begins with, too', async () => {
    const { deliveries } = await aStore();
    for (const id of ['slack:T1/C1', 'slack:T1/C_-9', 'slack:T12/C1', 'slack:T2/C1', 'discord:1'])
      await deliveries.enqueue({ channel: channelId(id), slot: 1 }, 1);
    const notOf = [tenantId('slack:T1'), tenantId('slack:T2')];
    const claimed = await deliveries.claim('one', NOON, MINUTE, 9, { on: 'slack', notOf });
    expect(listSlots(claimed)).toEqual(['slack:T12/C1 1']);
  });

  it('takes what is due, longest waiting first, up to the limit', async () => {
    const { deliveries } = await aStore();
    for (const [slot, runAt] of [
      [1, 30],
      [2, 10],
      [3, 20],
      [4, 101],
    ] as const) {
      await deliveries.enqueue({ channel: channelId(`discord:${slot}`), slot }, runAt);
    }
    const first = await deliveries.claim('one', 100, MINUTE, 2);
    expect(listSlots(first)).toEqual(['discord:2 2', 'discord:3 3']);
    expect(first[0]).toMatchObject({ state: 'claimed', claimedBy: 'one', leaseUntil: 100 + MINUTE });
    expect(listSlots(await deliveries.claim('two', 100, MINUTE, 9))).toEqual(['discord:1 1']);
    expect(await deliveries.claim('one', 100, MINUTE, 9)).toEqual([]);
  });

  it('takes one of a channel at a time, oldest slot first, and does not wait for one that tries again later', async () => {
    const { deliveries } = await aStore();
    const at = (slot: number) => ({ channel: channelId('discord:1'), slot });
    for (const slot of [3, 1, 2]) await deliveries.enqueue(at(slot), 10);
    const claim = async (now: number) => listSlots(await deliveries.claim('one', now, MINUTE, 9));
    expect([await claim(100), await claim(100)]).toEqual([['discord:1 1'], []]);
    await deliveries.settle(at(1), { state: 'due', runAt: 500 }, 100);
    expect([await claim(100), await claim(100)]).toEqual([['discord:1 2'], []]);
    await deliveries.settle(at(2), { state: 'sent' }, 100);
    expect([await claim(500), await claim(500)]).toEqual([['discord:1 1'], []]);
    await deliveries.settle(at(1), { state: 'sent' }, 500);
    expect(await claim(500)).toEqual(['discord:1 3']);
  });

  it('takes over when a lease has run out, and not before', async () => {
    const { deliveries } = await aStore();
    await deliveries.enqueue(KEY, NOON);
    await deliveries.claim('one', NOON, MINUTE, 1);
    expect(await deliveries.claim('two', NOON + MINUTE - 1, MINUTE, 1)).toEqual([]);
    expect(await deliveries.claim('two', NOON + MINUTE, MINUTE, 1)).toMatchObject([
      { claimedBy: 'two', state: 'sending' },
    ]);
    expect(await deliveries.renew(KEY, 'one', NOON + 9 * MINUTE)).toBe(false);
    expect(await deliveries.renew(KEY, 'two', NOON + 9 * MINUTE)).toBe(true);
    expect(await deliveries.claim('one', NOON + 8 * MINUTE, MINUTE, 1)).toEqual([]);
  });

  it('goes on with the same digest after a restart', async () => {
    const store = await aStore();
    await plan(store, KEY, '2604.00001');
    const [row] = await store.deliveries.claim('two', NOON, MINUTE, 1);
    expect(row).toMatchObject({ state: 'sending', digest: aDigest('2604.00001') });
  });

  it('never takes what is settled', async () => {
    const { deliveries } = await aStore();
    const reason = { code: 'text', values: { text: 'r', fix: 'f' } } as const;
    for (const [slot, state] of (['sent', 'skipped', 'failed', 'unknown'] as const).entries()) {
      await deliveries.enqueue({ channel: channelId('discord:1'), slot }, 0);
      await deliveries.settle({ channel: channelId('discord:1'), slot }, { state, reason }, 7);
      expect(await deliveries.find({ channel: channelId('discord:1'), slot })).toMatchObject({
        ...{ state, reason, updatedAt: 7 },
      });
    }
    expect(await deliveries.claim('one', NOON, MINUTE, 9)).toEqual([]);
    expect(await deliveries.renew({ channel: channelId('discord:1'), slot: 0 }, 'one', NOON)).toBe(false);
  });
});

describe('settling', () => {
  it('gives the lease back and may postpone', async () => {
    const { deliveries } = await aStore();
    await deliveries.enqueue(KEY, NOON);
    await deliveries.claim('one', NOON, MINUTE, 1);
    const outcome = {
      state: 'due',
      reason: { code: 'database-busy', values: {} },
      runAt: NOON + 10,
      attempts: 1,
    } as const;
    expect(await deliveries.settle(KEY, outcome, NOON + 2)).toBe(true);
    expect(await deliveries.find(KEY)).toEqual({ ...KEY, kind: 'digest', ...outcome, updatedAt: NOON + 2 });
    expect(await deliveries.claim('one', NOON + 9, MINUTE, 1)).toEqual([]);
    expect(await deliveries.claim('one', NOON + 10, MINUTE, 1)).toHaveLength(1);
    await deliveries.settle(KEY, { state: 'sent' }, NOON + 11);
    expect(await deliveries.find(KEY)).toEqual({
      ...{ ...KEY, kind: 'digest', state: 'sent', attempts: 1, runAt: NOON + 10, updatedAt: NOON + 11 },
    });
  });

  it('by an owner who lost the row changes nothing', async () => {
    const { deliveries } = await aStore();
    await deliveries.enqueue(KEY, NOON);
    await deliveries.claim('one', NOON, MINUTE, 1);
    await deliveries.claim('two', NOON + MINUTE, MINUTE, 1);
    expect(await deliveries.settle(KEY, { state: 'failed' }, NOON + MINUTE, 'one')).toBe(false);
    expect(await deliveries.find(KEY)).toMatchObject({ state: 'sending', claimedBy: 'two' });
    expect(await deliveries.settle(KEY, { state: 'sent' }, NOON + MINUTE, 'two')).toBe(true);
  });
});

describe('planning', () => {
  it('keeps digest and posts together', async () => {
    const store = await aStore();
    await store.deliveries.enqueue(KEY, NOON);
    await store.deliveries.claim('one', NOON, MINUTE, 1);
    const posts = [aPost(KEY, 0, ['b', 'a']), aPost(KEY, 1, ['b']), aPost(KEY, 2, [])];
    await store.deliveries.plan(KEY, aDigest('b', 'a'), posts, NOON + 3);
    expect(await store.deliveries.find(KEY)).toMatchObject({
      ...{ state: 'sending', digest: aDigest('b', 'a'), claimedBy: 'one', updatedAt: NOON + 3 },
    });
    expect(await store.posts.listOfDelivery(KEY)).toEqual(posts);
  });

  it('a second time changes nothing, and other papers are refused', async () => {
    const store = await aStore();
    const posts = await plan(store, KEY, 'a', 'b');
    await plan(store, KEY, 'a', 'b');
    await expect(plan(store, KEY, 'a', 'c')).rejects.toMatchObject({ code: 'delivery-not-planned' });
    expect((await store.deliveries.find(KEY))?.digest).toEqual(aDigest('a', 'b'));
    expect(await store.posts.listOfDelivery(KEY)).toEqual(posts);
  });

  it('of a delivery that is settled or unknown is refused', async () => {
    const { deliveries } = await aStore();
    const planned = deliveries.plan(KEY, aDigest('a'), [], NOON);
    await expect(planned).rejects.toThrow('discord:100 at 2026-04-30T12:00:00.000Z cannot be planned');
    await deliveries.enqueue(KEY, NOON);
    await deliveries.settle(KEY, { state: 'skipped' }, NOON);
    await expect(deliveries.plan(KEY, aDigest('a'), [], NOON)).rejects.toThrow(/already skipped/);
  });

  it('that fails half-way leaves nothing behind', async () => {
    const store = await aStore();
    await store.deliveries.enqueue(KEY, NOON);
    const twice = [aPost(KEY, 0, ['a']), aPost(KEY, 1, ['a'], { id: aPost(KEY, 0, []).id })];
    await expect(store.deliveries.plan(KEY, aDigest('a'), twice, NOON)).rejects.toThrow(/unique/i);
    expect(await store.deliveries.find(KEY)).toMatchObject({ state: 'due' });
    expect((await store.deliveries.find(KEY))?.digest).toBeUndefined();
    expect(await store.posts.listOfDelivery(KEY)).toEqual([]);
  });
});
