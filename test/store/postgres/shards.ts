import { describe, expect, it, onTestFinished } from 'vitest';
import type { Store } from '../../../src/core/store/store.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aLog } from '../../support/builders.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';

/** Longer than a lease, and than the time for which a share must be uneven before shards move. */
const MOVED_MS = 25_000;

/** How processes on one database share the shards of a gateway. */
export function testShards(server: PostgresServer): void {
  /** A process that takes part, with the shards that were reported as its own. */
  const join = async (wanted: number) => {
    const store: Store = await openStore({ url: server.url('sharded'), log: aLog() });
    onTestFinished(() => store.close());
    await store.claim([]);
    const ours = new Set<number>();
    const counts = new Set<number>();
    store.shards.observe(({ id, count }, isOurs) => {
      counts.add(count);
      if (isOurs) ours.add(id);
      else ours.delete(id);
    });
    await store.shards.join(wanted);
    return { store, ours, counts };
  };
  type Joined = Awaited<ReturnType<typeof join>>;
  const listSizes = (all: readonly Joined[]) => all.map(({ ours }) => ours.size).toSorted();
  const isNobodyTwice = (all: readonly Joined[]) => {
    const held = all.flatMap(({ ours }) => [...ours]);
    return new Set(held).size === held.length;
  };

  describe('shards', () => {
    it('are all one process’s, are shared out as others come, and go to those that are left', async () => {
      const first = await join(5);
      expect([...first.ours].toSorted()).toEqual([0, 1, 2, 3, 4]);
      const others = [await join(5), await join(5)];
      const all = [first, ...others];
      const from = Date.now();
      while (listSizes(all).join() !== '1,2,2') {
        expect(isNobodyTwice(all)).toBe(true);
        expect(Date.now() - from).toBeLessThan(MOVED_MS);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      await first.store.close();
      await expect.poll(() => others.flatMap(({ ours }) => [...ours]).length, { timeout: MOVED_MS }).toBe(5);
      await expect.poll(() => listSizes(others), { timeout: MOVED_MS }).toEqual([2, 3]);
      expect(isNobodyTwice(others)).toBe(true);
    }, 90_000);

    it('are as many as the processes that serve agreed on, until the last of them has ended', async () => {
      const first = await join(2);
      const second = await join(3);
      await expect.poll(() => listSizes([first, second]), { timeout: MOVED_MS }).toEqual([1, 1]);
      expect([...first.counts, ...second.counts]).toEqual([2, 2]);
      await first.store.close();
      await second.store.close();
    }, 60_000);
  });

  it('a login is one process’s, and the next one waits for as long as is wanted', async () => {
    const one = await join(1);
    const two = await join(1);
    expect(await one.store.shards.reserveLogin(0, 700)).toBe(0);
    expect(await two.store.shards.reserveLogin(1, 700), 'another key').toBe(0);
    const waitMs = await two.store.shards.reserveLogin(0, 700);
    expect(waitMs).toBeGreaterThan(300);
    await one.store.close();
    expect(await two.store.shards.reserveLogin(0, 700), 'who ends lets nobody in sooner').toBeGreaterThan(0);
    await new Promise((resolve) => setTimeout(resolve, waitMs + 10));
    expect(await two.store.shards.reserveLogin(0, 700)).toBe(0);
  }, 30_000);
}
