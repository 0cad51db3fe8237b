import { describe, expect, it } from 'vitest';
import { listRecentCandidates } from '../../../src/jobs/composing/recent-candidates.ts';
import { enqueueDue } from '../../../src/jobs/timing/enqueue.ts';
import { aSubscription } from '../../support/builders.ts';
import { channelId } from '../../support/ids.ts';
import { aWorld, CHANNEL } from '../world.ts';

const COUNT = 20;

describe('what digests are chosen from', () => {
  it('is read once for all channels that are due at once, and each gets its digest', async () => {
    const { clock, deps, deliver, store } = await aWorld();
    for (let i = 0; i < COUNT; i++) {
      const { nextDueAt = 0 } = (await store.subscriptions.find(CHANNEL)) ?? {};
      await store.subscriptions.put(aSubscription({ channel: channelId(`discord:9${i}`), nextDueAt }));
    }
    let reads = 0;
    const { listLatest } = store.editions;
    store.editions.listLatest = (...asked) => {
      reads += 1;
      return listLatest(...asked);
    };
    clock.set('2026-04-30T09:00:10Z');
    await enqueueDue(deps);
    await deliver.run();
    const states = await Promise.all(
      Array.from(
        { length: COUNT },
        async (_, i) => (await store.deliveries.listRecent(channelId(`discord:9${i}`), 1))[0]?.state,
      ),
    );
    expect(states).toEqual(Array.from({ length: COUNT }, () => 'sent'));
    expect(reads).toBe(1);
  });

  it('is read again after five seconds, when the clock goes back, for another number of editions, and after a failure', async () => {
    const { clock, store } = await aWorld();
    const asked: number[] = [];
    const { listLatest } = store.editions;
    let broken = false;
    store.editions.listLatest = async (count, through) => {
      asked.push(count);
      if (broken) throw new Error('the disk is away');
      return listLatest(count, through);
    };
    const candidates = listRecentCandidates({ store });
    const now = clock.now();
    await candidates.for({ editions: 3 }, now);
    await candidates.for({ editions: 3 }, now + 4_999);
    expect(asked).toEqual([3]);
    await candidates.for({ editions: 1 }, now);
    await candidates.for({ editions: 3 }, now + 5_000);
    await candidates.for({ editions: 3 }, now - 3_600_000);
    expect(asked).toEqual([3, 1, 3, 3]);
    candidates.forget();
    broken = true;
    await expect(candidates.for({ editions: 3 }, now)).rejects.toThrow('the disk is away');
    broken = false;
    expect((await candidates.for({ editions: 3 }, now)).editions).toHaveLength(1);
  });
});
