import { expect, it } from 'vitest';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { aWorld, HOUR, wish } from '../world.ts';

/** A slot that is noticed in time, after which the process is gone for some hours. */
async function afterAbsence(catchUp: 'skip' | 'latest' | 'all', hours: number) {
  const { clock, store, deps, tick, platform, last } = await aWorld();
  await wish(store, { cron: '0 9 1 * *', catchUp });
  clock.set('2026-04-30T09:00:10Z');
  await enqueueDue(deps);
  clock.advance(hours * HOUR);
  await tick();
  return { posts: platform.posts.length, delivery: await last() };
}

it.each([
  ['skip', 0.5, 4],
  ['skip', 2, 0],
  ['latest', 2, 4],
  ['latest', 10, 0],
  ['all', 10, 4],
] as const)(
  'a digest that was noticed in time and then lay for a while (%s, %d h) makes %i posts',
  async (catchUp, hours, expected) => {
    const { posts, delivery } = await afterAbsence(catchUp, hours);
    expect(posts).toBe(expected);
    expect(delivery?.state).toBe(expected > 0 ? 'sent' : 'skipped');
    if (expected === 0) expect(['no-catch-up', 'too-late']).toContain(delivery?.reason?.code);
  },
);
