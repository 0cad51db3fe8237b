import { expect, it } from 'vitest';
import type { App } from '../../src/cli/app.ts';
import { start } from '../../src/cli/start.ts';
import { aWorld } from '../jobs/world.ts';
import { aRecordingInbound } from '../support/builders.ts';

it('digests go out while the source of papers hangs', async () => {
  const world = await aWorld();
  const { clock, log, store, platform, deliver, tallies } = world;
  clock.set('2026-04-30T09:00:10Z');
  const { promise: asked, resolve: stop } = Promise.withResolvers<void>();
  const { promise: hanging, resolve: answer } = Promise.withResolvers<void>();
  const { promise: posted, resolve: onPost } = Promise.withResolvers<void>();
  platform.beforeSend = () => onPost();
  const app: Partial<App> = {
    ...{ clock, log, store, deliver, tallies, inbound: aRecordingInbound() },
    platforms: world.deps.platforms,
    refresh: {
      run: () => hanging.then(() => ({})),
      day: () => Promise.reject(new Error('nobody asks for a day')),
      status: () => ({}),
    },
    refreshMinutes: 10,
    tickEveryMs: 5,
    tellFollowers: async () => undefined,
    print: () => undefined,
  };
  const running = start(app as App, asked);
  await posted;
  stop();
  answer();
  expect(await running).toBe(0);
  expect(platform.posts.length).toBeGreaterThan(0);
});
