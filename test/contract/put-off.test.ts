import { afterEach, expect, it, vi } from 'vitest';
import type { PlatformName } from '../../src/core/base/ids.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import { createDeliver } from '../../src/jobs/delivery/deliver.ts';
import { enqueueDue } from '../../src/jobs/timing/enqueue.ts';
import { channelId } from '../support/ids.ts';
import { aDelivery, slackRig } from './rig.ts';

afterEach(() => {
  vi.useRealTimers();
});

const SECOND = 1000;

it('a channel that Slack wants left alone for 90 s is postponed to that moment, and no other channel waits for it', async () => {
  const rig = await slackRig();
  const { state, faults } = rig.server;
  const others = ['C0SECOND', 'C0THIRD'].map((id) => {
    state.addChannel(id, { members: new Set([state.bot.user, 'U0ADA']) });
    return channelId(`slack:${state.team.id}/${id}`);
  });
  const world = await aDelivery(rig, others);
  const { store, clock, log, delivery } = world;
  // The adapter knows the time by itself; requests keep their own, real timers.
  vi.useFakeTimers({ now: clock.now(), toFake: ['Date'] });
  const pass = (ms: number) => {
    clock.advance(ms);
    vi.setSystemTime(clock.now());
  };
  faults.add('chat.postMessage', { kind: 'rate-limit', retryAfter: 90 });
  const refusedAt = clock.now();
  const wakes: number[] = [];
  const deliver = () =>
    createDeliver({
      ...{
        store,
        clock,
        log,
        findCardSummary: () => undefined,
        owner: 'one',
        maxLatenessMs: 6 * 3600 * SECOND,
        concurrency: 2,
        sourceName: 'Hugging Face',
      },
      platforms: new Map<PlatformName, Platform>([['slack', rig.platform]]),
      onPostponed: (runAt) => wakes.push(runAt),
    }).run();
  await enqueueDue({ store, clock, log });
  await deliver();
  const states = async () =>
    (await Promise.all([rig.channel, ...others].map(delivery))).map((one) => one?.state);
  expect((await states()).toSorted()).toEqual(['due', 'sent', 'sent']);
  expect(wakes).toHaveLength(1);
  expect(wakes[0]).toBeGreaterThanOrEqual(refusedAt + 89 * SECOND);
  expect(wakes[0]).toBeLessThanOrEqual(refusedAt + 91 * SECOND);

  pass(60 * SECOND);
  await deliver();
  expect(await states()).toContain('due');
  pass((wakes[0] ?? 0) - clock.now());
  await deliver();
  expect(await states()).toEqual(['sent', 'sent', 'sent']);
});
