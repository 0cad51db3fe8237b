import { expect, it } from 'vitest';
import { createSharedDedupe } from '../../../../adapters/slack/events/dedupe.ts';
import type { SeenEventStore } from '../../../../src/core/store/seen-event-store.ts';
import { aLog } from '../../../support/builders.ts';

const HOUR = 3_600_000;

/** What is asked of a store that other processes use, too, an hour after the start, so that a purge is due. */
async function anEvent(store: Partial<SeenEventStore>) {
  let now = 0;
  const asked: string[] = [];
  const log = aLog();
  const seenEvents: SeenEventStore = {
    add: async (key, at) => {
      asked.push('add');
      return store.add ? store.add(key, at) : true;
    },
    purge: async (before) => {
      asked.push('purge');
      await store.purge?.(before);
    },
  };
  const dedupe = createSharedDedupe({ now: () => now }, log, seenEvents);
  now = HOUR;
  const begunAt = performance.now();
  const isNew = await dedupe.add('Ev1');
  return { isNew, asked, log, tookMs: performance.now() - begunAt };
}

it('an event is recorded before old ones are purged, and does not wait for the purge', async () => {
  const { isNew, asked } = await anEvent({
    add: async () => false,
    purge: () => new Promise(() => undefined),
  });
  expect([isNew, asked]).toEqual([false, ['add', 'purge']]);
});

it('a purge that fails is logged, and the event is as new as the store says', async () => {
  const { isNew, log } = await anEvent({
    add: async () => false,
    purge: () => Promise.reject(new Error('locked')),
  });
  expect(isNew).toBe(false);
  await expect
    .poll(() => log.lines.map(({ message }) => message))
    .toContain('the record of old events could not be purged');
});

it('an event waits half a second for a store that does not answer, and is new then', async () => {
  const { isNew, tookMs } = await anEvent({ add: () => new Promise(() => undefined) });
  expect(isNew).toBe(true);
  expect(tookMs).toBeGreaterThan(450);
});
