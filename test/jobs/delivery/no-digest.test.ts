import { describe, expect, it } from 'vitest';
import { planNotice, toNoticeId } from '../../../src/core/digest/post-plan.ts';
import type { Reason } from '../../../src/core/reason/reason.ts';
import { aSubscription, papers, saveEdition } from '../../support/builders.ts';
import { aWorld, CHANNEL, fault, HOUR, wish } from '../world.ts';

describe('a day without anything new', () => {
  it('stays silent, and records why', async () => {
    const { clock, tick, platform, last } = await aWorld({ papers: [] });
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(platform.posts).toEqual([]);
    expect(await last()).toMatchObject({
      state: 'skipped',
      reason: { code: 'no-edition' },
    });
  });

  it('says so once where the channel wants the notice, and not on the next empty day', async () => {
    const { clock, tick, platform, store } = await aWorld({ papers: [] });
    await wish(store, { emptyDays: 'say', cron: '0 9 * * *' });
    for (const day of ['2026-04-30', '2026-05-01', '2026-05-02']) {
      clock.set(`${day}T09:00:10Z`);
      await tick();
    }
    expect(platform.posts.map(({ message }) => message.kind)).toEqual(['notice']);
  });
});

describe('whether the day before was empty', () => {
  const slots = (days: readonly string[]) => days.map((day) => Date.parse(`${day}T09:00:00Z`));

  async function noticesOn(days: readonly string[], before: string, reason: Reason) {
    const { clock, tick, platform, store } = await aWorld({ papers: [] });
    await wish(store, { emptyDays: 'say', cron: '0 9 * * *' });
    const [slot = 0] = slots([before]);
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    await store.deliveries.settle({ channel: CHANNEL, slot }, { state: 'skipped', reason }, slot);
    for (const day of days) {
      clock.set(`${day}T09:00:10Z`);
      await tick();
    }
    return platform.posts.length;
  }

  it.each([
    [1, { code: 'channel-paused', values: { pause: { code: 'by-hand', values: {} } } }],
    [1, { code: 'no-catch-up', values: { lateMs: 5 * HOUR } }],
    [0, { code: 'all-shown', values: { count: 12, from: '2026-04-29', to: '2026-04-29' } }],
    [0, { code: 'all-filtered', values: { count: 3, from: '2026-04-29', to: '2026-04-29' } }],
    [0, { code: 'no-edition', values: {} }],
  ] as const)('is reported (%i) by why it was skipped: %j', async (times, reason) => {
    expect(await noticesOn(['2026-04-30'], '2026-04-29', reason)).toBe(times);
  });

  it('is not reported by a slot that came later', async () => {
    expect(await noticesOn(['2026-04-30'], '2026-05-09', { code: 'no-edition', values: {} })).toBe(1);
  });
});

it('a digest that comes after all is not taken for the word of an empty day', async () => {
  const { clock, tick, platform, store, last } = await aWorld({ papers: [] });
  await wish(store, { emptyDays: 'say' });
  // The word got through, and the bot does not know.
  platform.faults.push({ error: fault('transient'), after: true });
  clock.set('2026-04-30T09:00:10Z');
  await tick();
  await saveEdition(store, papers(8), clock.now());
  clock.advance(HOUR);
  await tick();
  expect((await last())?.state).toBe('sent');
  const keys = platform.posts.map(({ key }) => key);
  expect(keys[0]).toBe(toNoticeId({ channel: CHANNEL, slot: Date.parse('2026-04-30T09:00:00Z') }));
  expect(new Set(keys).size).toBe(5);
  expect(platform.posts.map(({ message }) => message.kind)).toEqual([
    'notice',
    'overview',
    'card',
    'card',
    'card',
  ]);
});

describe('when the process ends between the word of an empty day and its record', () => {
  async function anEndedProcess() {
    const world = await aWorld({ papers: [] });
    const { clock, store, platform } = world;
    clock.set('2026-04-30T09:00:10Z');
    const slot = clock.now();
    const subscription = aSubscription({
      channel: CHANNEL,
      emptyDays: 'say',
      nextDueAt: slot + HOUR,
    });
    await store.subscriptions.put(subscription);
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    await store.deliveries.claim('one that ends', clock.now(), 60_000, 1);
    const notice = planNotice({ channel: CHANNEL, slot });
    await store.posts.plan(notice);
    await store.posts.mark(notice.id, 'sending', clock.now());
    const message = { kind: 'notice', tone: 'info', title: 'No new papers today' } as const;
    await platform.send({ channel: '100' }, message, notice.id);
    clock.advance(60_000);
    return world;
  }

  it('the next one finds it and does not say it again', async () => {
    const { tick, platform, last } = await anEndedProcess();
    await tick();
    expect(platform.posts).toHaveLength(1);
    expect((await last())?.state).toBe('skipped');
  });

  it('which survives a power cut: it is committed before it is posted', async () => {
    const { clock, store, platform, tick } = await aWorld({ papers: [] });
    await wish(store, { emptyDays: 'say' });
    const order: string[] = [];
    const { mark } = store.posts;
    store.posts.mark = (...args) => {
      order.push(args[1]);
      return mark(...args);
    };
    platform.beforeSend = () => void order.push('send');
    clock.set('2026-04-30T09:00:10Z');
    await tick();
    expect(order).toEqual(['sending', 'send', 'sent']);
  });

  it('nor a look-up that takes longer than the lease: the claim counts from when the word is said', async () => {
    const { clock, store, tick, platform } = await anEndedProcess();
    platform.posts.length = 0;
    const { find } = platform.finder;
    platform.finder.find = (...args) => {
      clock.advance(5 * 60_000);
      return find(...args);
    };
    let left = 0;
    platform.beforeSend = async () => {
      left = ((await store.deliveries.listRecent(CHANNEL, 1))[0]?.leaseUntil ?? 0) - clock.now();
    };
    await tick();
    expect(platform.posts).toHaveLength(1);
    expect(left).toBeGreaterThan(60_000);
  });

  it('and the platform does not let us look, its outcome is unknown, and the channel goes on', async () => {
    const { tick, platform, last, store } = await anEndedProcess();
    platform.findFault = fault('refused');
    await tick();
    expect(platform.posts).toHaveLength(1);
    expect(await last()).toMatchObject({ state: 'unknown', reason: { values: { fix: 'fix it' } } });
    expect((await store.subscriptions.find(CHANNEL))?.paused).toBeUndefined();
  });
});
