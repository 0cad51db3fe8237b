import { expect, it } from 'vitest';
import { postNow } from '../../src/jobs/post-now.ts';
import { aWorld, CHANNEL } from './world.ts';

it('a paused channel is told so, and nothing is promised', async () => {
  const { clock, store, deliver, log, platform } = await aWorld();
  await store.subscriptions.pause(CHANNEL, { at: clock.now(), by: 'person', reason: 'holidays' });
  expect(await postNow({ store, clock, deliver, log }, CHANNEL)).toBe(
    'This channel is paused (holidays); `/papers resume` goes on.',
  );
  expect(await store.deliveries.recent(CHANNEL, 1)).toEqual([]);
  expect(platform.posts).toEqual([]);
});
