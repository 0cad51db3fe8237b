import { describe, expect, it } from 'vitest';
import { createPostNow } from '../../../src/jobs/delivery/post-now.ts';
import { aWorld, CHANNEL, wish } from '../world.ts';

async function aChannel() {
  const world = await aWorld();
  const { clock, store, deliver, log } = world;
  return { ...world, postNow: createPostNow({ store, clock, deliver, log }) };
}

describe('post now', () => {
  it('tells a paused channel so, and promises nothing', async () => {
    const { clock, store, platform, postNow } = await aChannel();
    await store.subscriptions.pause(CHANNEL, {
      at: clock.now(),
      by: 'person',
      reason: { code: 'typed', values: { text: 'holidays' } },
    });
    const pause = { code: 'typed', values: { text: 'holidays' } };
    const reason = { code: 'channel-paused', values: { pause } };
    expect(await postNow(CHANNEL)).toEqual({ kind: 'nothing', reason });
    expect(await store.deliveries.recent(CHANNEL, 1)).toEqual([]);
    expect(platform.posts).toEqual([]);
  });

  it('pressed at the same moment by two people makes one digest, and once more a minute later', async () => {
    const { clock, store, deliver, postNow } = await aChannel();
    const at = clock.now();
    const outcomes = await Promise.all([postNow(CHANNEL), postNow(CHANNEL)]);
    expect(outcomes).toEqual([{ kind: 'posting' }, { kind: 'just-posted', at }]);
    await deliver.run();
    clock.advance(59_000);
    expect(await postNow(CHANNEL)).toEqual({ kind: 'just-posted', at });
    expect(await store.deliveries.recent(CHANNEL, 9)).toHaveLength(1);
    clock.advance(2_000);
    expect((await postNow(CHANNEL)).kind).not.toBe('just-posted');
  });

  it('knows of a digest that another process has just posted, or is posting', async () => {
    const { clock, store, deliver, log } = await aWorld();
    const slot = clock.now();
    await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot + 3_600_000);
    const asked = createPostNow({ store, clock, deliver, log });
    expect(await asked(CHANNEL)).toEqual({ kind: 'under-way', since: slot });
    await store.deliveries.settle({ channel: CHANNEL, slot }, { state: 'sent' }, clock.now());
    clock.advance(30_000);
    expect(await asked(CHANNEL)).toEqual({ kind: 'just-posted', at: slot });
    clock.advance(31_000);
    expect(await asked(CHANNEL)).toEqual({ kind: 'posting' });
  });

  it('names arXiv where a topic is a category and arXiv does not give any', async () => {
    const { clock, store, deliver, log } = await aWorld();
    const yesterday = { day: '2026-04-29', state: 'empty', paperIds: [], fetchedAt: clock.now() } as const;
    await store.editions.save(yesterday);
    await wish(store, { topics: ['cs.CL'] });
    const categoriesTrouble = () => ({ since: 0, reason: 'arXiv answered 503.', papers: 8 });
    const asked = createPostNow({ store, clock, deliver, log, categoriesTrouble });
    expect(await asked(CHANNEL)).toMatchObject({
      kind: 'nothing',
      reason: { code: 'all-filtered' },
      categories: { reason: 'arXiv answered 503.', papers: 8 },
    });
    await wish(store, { topics: ['quantum'] });
    expect(await asked(CHANNEL)).not.toHaveProperty('categories');
  });

  it('that came to nothing can be asked for again at once', async () => {
    const { clock, store, deliver, log } = await aWorld();
    const asked = createPostNow({ store, clock, deliver, log });
    await store.subscriptions.pause(CHANNEL, {
      at: clock.now(),
      by: 'person',
      reason: { code: 'typed', values: { text: 'x' } },
    });
    await asked(CHANNEL);
    await store.subscriptions.resume(CHANNEL, clock.now());
    expect(await asked(CHANNEL)).toEqual({ kind: 'posting' });
  });
});
