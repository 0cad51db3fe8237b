import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDeliver } from '../../../src/jobs/delivery/deliver.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { aWorld, CHANNEL } from '../world.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});

afterEach(() => {
  vi.useRealTimers();
});

/** One process that a platform keeps waiting at its first post, and another beside it that looks for work. */
async function twoProcesses() {
  const world = await aWorld();
  const { clock, store, deps, platform } = world;
  const second = aPlatform('discord');
  const other = createDeliver({ ...deps, owner: 'two', platforms: new Map([['discord', second]]) });
  clock.set('2026-04-30T09:00:10Z');
  const key = { channel: CHANNEL, slot: clock.now() };
  await store.deliveries.enqueue(key, key.slot);
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>();
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  platform.beforeSend = () => {
    ask();
    return released;
  };
  const running = world.deliver.run();
  await asked;
  return { ...world, second, other, key, release, running };
}

it('a post that waits longer than a lease lasts stays with the process that has begun it', async () => {
  const { clock, platform, second, other, release, running } = await twoProcesses();
  for (let waited = 0; waited < 5 * 60_000; waited += 30_000) {
    clock.advance(30_000);
    await vi.advanceTimersByTimeAsync(30_000);
    await other.run();
  }
  expect(second.posts).toEqual([]);
  release();
  await running;
  expect(platform.posts).toHaveLength(4);
  expect(vi.getTimerCount()).toBe(0);
});

it('a process that was asleep sends nothing more once another has taken over', async () => {
  const { clock, store, platform, key, release, running } = await twoProcesses();
  clock.advance(3 * 60_000);
  const [taken] = await store.deliveries.claim('two', clock.now(), 60_000, 1, { on: 'discord' });
  expect(taken).toMatchObject(key);
  // Awake again, its timer is the first to notice.
  await vi.advanceTimersByTimeAsync(60_000);
  release();
  await running;
  // The one that was on its way; the overview would be followed by three.
  expect(platform.posts).toHaveLength(1);
  expect(await store.deliveries.find(key)).toMatchObject({ claimedBy: 'two' });
  expect(vi.getTimerCount()).toBe(0);
});

it('nor once the other has given it back: what that one sent is not in the plan of the first', async () => {
  const { clock, store, platform, key, release, running } = await twoProcesses();
  clock.advance(3 * 60_000);
  await store.deliveries.claim('two', clock.now(), 60_000, 1, { on: 'discord' });
  await vi.advanceTimersByTimeAsync(60_000);
  await store.deliveries.settle(key, { state: 'due' }, clock.now(), 'two');
  await store.deliveries.claim('one', clock.now(), 60_000, 1, { on: 'discord' });
  release();
  await running;
  expect(platform.posts).toHaveLength(1);
});
