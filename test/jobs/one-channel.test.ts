import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { aWorld, CHANNEL, fault } from './world.ts';

describe('two digests of one channel that are due at once', () => {
  it('are made one after the other, oldest first, and show no paper twice', async () => {
    const { clock, store, deliver, platform } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    const slots = [clock.now() - 60_000, clock.now()];
    for (const slot of slots.toReversed()) await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    platform.beforeSend = () => nextTurn();
    await deliver.run();
    const shown = platform.posts.flatMap(({ message }) =>
      message.kind === 'card' ? [message.view.paper.id] : [],
    );
    expect(shown).toEqual([1, 2, 3, 4, 5, 6].map((n) => `2604.0000${n}`));
  });

  it('show no paper twice either when the first has to wait for another try', async () => {
    const { clock, store, deliver, platform } = await aWorld();
    clock.set('2026-04-30T09:00:10Z');
    const slots = [clock.now() - 60_000, clock.now()];
    for (const slot of slots) await store.deliveries.enqueue({ channel: CHANNEL, slot }, slot);
    platform.faults.push({ error: fault('transient') });
    await deliver.run();
    clock.advance(60_000);
    await deliver.run();
    const shown = platform.posts.flatMap(({ message }) =>
      message.kind === 'card' ? [message.view.paper.id] : [],
    );
    expect(shown.toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((n) => `2604.0000${n}`));
  });
});
