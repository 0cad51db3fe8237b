import { describe, expect, it } from 'vitest';
import type { ChannelId, TenantId } from '../../../src/core/base/ids.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { channelId, tenantId } from '../../support/ids.ts';
import { KEY, MINUTE, NOON, plan, sentAs } from '../ledger.ts';
import { aStore } from '../temp-store.ts';

async function planned(store: Store, ...paperIds: string[]): Promise<string[]> {
  return (await plan(store, KEY, ...paperIds)).map(({ id }) => id);
}

describe('a post', () => {
  it('goes from planned to sent, and keeps where it is and when it was sent first', async () => {
    const store = await aStore();
    const [overview = ''] = await planned(store, 'a', 'b');
    await store.posts.mark(overview, 'sending', NOON + 1);
    expect((await store.posts.listOfDelivery(KEY))[0]).toMatchObject({ state: 'sending' });
    const sent = sentAs('m1', { thread: 't1' });
    await store.posts.mark(overview, 'sent', NOON + 2, sent);
    await store.posts.mark(overview, 'sent', NOON + 3, sent);
    expect((await store.posts.listOfDelivery(KEY))[0]).toMatchObject({
      state: 'sent',
      sent,
      sentAt: NOON + 2,
    });
  });

  it('that is out is not made unsent by a late word', async () => {
    const store = await aStore();
    const [overview = ''] = await planned(store, 'a');
    await store.posts.mark(overview, 'sent', NOON, sentAs('m1'));
    await store.posts.mark(overview, 'planned', NOON + 1);
    await store.posts.mark(overview, 'unknown', NOON + 1);
    expect((await store.posts.listOfDelivery(KEY))[0]).toMatchObject({ state: 'sent', sent: sentAs('m1') });
  });

  it('that nobody planned cannot be marked', async () => {
    const { posts } = await aStore();
    await expect(posts.mark('nonsense', 'sent', NOON)).rejects.toMatchObject({ code: 'post-unknown' });
  });

  it('is found by its message, in its channel or its thread, on its platform alone', async () => {
    const store = await aStore();
    const [overview = '', card = ''] = await planned(store, 'a', 'b');
    await store.posts.mark(overview, 'sent', NOON, sentAs('m1'));
    await store.posts.mark(card, 'sent', NOON, sentAs('m2', { thread: 't1' }));
    const at = async (...message: Parameters<typeof store.posts.findByMessage>) =>
      (await store.posts.findByMessage(...message))?.id;
    expect(await at('discord', '100', 'm1')).toBe(overview);
    expect(await at('discord', 't1', 'm2')).toBe(card);
    expect(await at('discord', '100', 'm2')).toBe(card);
    expect(await at('discord', '101', 'm1')).toBeUndefined();
    expect(await at('slack', '100', 'm1')).toBeUndefined();
    expect((await store.posts.findByMessage('discord', '100', 'm1'))?.paperIds).toEqual(['a', 'b']);
  });
});

describe('posts of a channel', () => {
  it('show what was sent, perhaps sent or about to be sent, not what failed or will not come', async () => {
    const store = await aStore();
    const [, a = '', b = '', c = '', d = ''] = await planned(store, 'a', 'b', 'c', 'd', 'e');
    await store.posts.mark(a, 'sent', NOON, sentAs('m1'));
    await store.posts.mark(b, 'sending', NOON);
    await store.posts.mark(c, 'unknown', NOON);
    await store.posts.mark(d, 'failed', NOON);
    expect(await store.posts.listShownPapers(KEY.channel)).toEqual(new Set(['a', 'b', 'c', 'd', 'e']));
    await store.deliveries.settle(KEY, { state: 'failed' }, NOON);
    expect(await store.posts.listShownPapers(KEY.channel)).toEqual(new Set(['a', 'b', 'c']));
    expect(await store.posts.listShownPapers(channelId('discord:101'))).toEqual(new Set());
  });
});

describe('sent posts', () => {
  async function world(): Promise<Store> {
    const store = await aStore();
    const send = async (channel: ChannelId, n: number, tenant: TenantId, ...paperIds: string[]) => {
      const [overview] = await plan(store, { channel, slot: n }, ...paperIds);
      await store.posts.mark(overview?.id ?? '', 'sent', NOON + n * MINUTE, sentAs(`m${n}`, { tenant }));
    };
    await send(channelId('discord:1'), 1, tenantId('discord:guild'), 'a', 'b');
    await send(channelId('discord:1'), 2, tenantId('discord:guild'), 'b', 'c');
    await send(channelId('slack:T1/C1'), 3, tenantId('slack:T1'), 'b');
    await plan(store, { channel: channelId('discord:1'), slot: 4 }, 'b');
    return store;
  }
  const messages = (posts: ReadonlyArray<{ sent?: { messageId: string } }>) =>
    posts.map(({ sent }) => sent?.messageId);

  it('that show a paper are found in the tenants asked for, since a time', async () => {
    const { posts } = await world();
    const showing = async (papers: string[], tenants: string[], since: number) =>
      messages(await posts.listShowing(papers, tenants.map(tenantId), since)).sort();
    expect(await showing(['a', 'b'], ['discord:guild'], 0)).toEqual(['m1', 'm2']);
    expect(await showing(['b'], ['discord:guild', 'slack:T1'], NOON + MINUTE)).toEqual(['m2', 'm3']);
    expect(await showing(['b'], [], 0)).toEqual([]);
    expect(await showing([], ['slack:T1'], 0)).toEqual([]);
    expect(await showing(['x'], ['slack:T1'], 0)).toEqual([]);
  });

  it('that show two of very many papers come once', async () => {
    const { posts } = await world();
    const many = ['a', ...Array.from({ length: 1200 }, (_, i) => `x${i}`), 'b'];
    expect(messages(await posts.listShowing(many, [tenantId('discord:guild')], 0)).sort()).toEqual([
      'm1',
      'm2',
    ]);
  });

  it('of a platform come newest first', async () => {
    const { posts } = await world();
    expect(messages(await posts.listSentSince('discord', 0))).toEqual(['m2', 'm1']);
    expect(messages(await posts.listSentSince('discord', NOON + MINUTE))).toEqual(['m2']);
    expect(await posts.listSentSince('terminal', 0)).toEqual([]);
  });

  it('of a paper come newest first, up to the limit', async () => {
    const { posts } = await world();
    expect(messages(await posts.listOfPaper('b', 2))).toEqual(['m3', 'm2']);
    expect(await posts.listOfPaper('x', 2)).toEqual([]);
  });
});
