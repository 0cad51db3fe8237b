import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { createBudget } from '../../../src/summary/model/budget.ts';
import { aClock, aLog } from '../../support/builders.ts';
import { personId } from '../../support/ids.ts';
import type { PostgresServer } from '../../support/postgres-server.ts';

const ANN = personId('discord:ann');
const HERE = { burst: 8, refillMs: 3000 };
const EVERYWHERE = { burst: 16, refillMs: 1500 };

/** What two processes on one database count together, and hear of from each other. */
export function testSharedLimits(server: PostgresServer): void {
  const openTwo = async () => {
    const stores = await Promise.all([0, 1].map(() => openStore({ url: server.url('empty'), log: aLog() })));
    onTestFinished(async () => {
      for (const store of stores) await store.close();
    });
    return stores;
  };

  describe('a limit', () => {
    it('is as high for two processes as for one, whichever is asked', async () => {
      const stores = await openTwo();
      const now = Date.now();
      const ask = (i: number, key: string, at: number) =>
        stores[i % 2]?.sharedLimits?.takeFromAll(
          [
            { key: `${key} here`, person: ANN, limit: HERE },
            { key, person: ANN, limit: EVERYWHERE },
          ],
          at,
        );
      const waits = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(i, 'ann', now)));
      expect(waits.filter((ms) => ms === 0)).toHaveLength(8);
      expect(new Set(waits)).toEqual(new Set([0, 3000]));
      // What was refused has taken nothing.
      expect([await ask(0, 'ann', now + 2999), await ask(1, 'ann', now + 3000)]).toEqual([1, 0]);
      expect(await ask(1, 'bob', now)).toBe(0);
    });

    it('is forgotten with its person, and taken off when it is whole again', async () => {
      const [one, two] = await openTwo();
      const now = Date.now();
      const limits = [{ key: 'cy', person: ANN, limit: { burst: 1, refillMs: 1000 } }];
      expect(await one?.sharedLimits?.takeFromAll(limits, now)).toBe(0);
      expect(await two?.sharedLimits?.takeFromAll(limits, now)).toBe(1000);
      await two?.shortLived.forget(ANN);
      expect(await one?.sharedLimits?.takeFromAll(limits, now)).toBe(0);
      await two?.shortLived.purge(now + 1000);
      expect(await one?.sharedLimits?.takeFromAll(limits, now)).toBe(0);
    });

    it('of the model’s budget covers what either process has in progress, and gives back what was not used', async () => {
      const stores = await openTwo();
      const clock = aClock('2031-05-01T12:00:00Z');
      const [one, two] = stores.map((store) =>
        createBudget({ tokensPerDay: 1000, shared: store.sharedLimits }, store.summaries, clock),
      );
      const most = { inputTokens: 500, outputTokens: 100 };
      const both = await Promise.all([one?.reserve(most), two?.reserve(most)]);
      const [first, second] = both.toSorted((a, b) => Number(a === undefined) - Number(b === undefined));
      expect([first !== undefined, second]).toEqual([true, undefined]);
      await first?.settle({ inputTokens: 90, outputTokens: 10 });
      expect(await two?.reserve(most)).toBeDefined();
      expect(await one?.reserve(most)).toBeUndefined();
      expect(await one?.reserve({ inputTokens: 300, outputTokens: 0 })).toBeDefined();
    });

    it('of a source gives each of two processes its own turn', async () => {
      const stores = await openTwo();
      const reserve = (i: number) => stores[i % 2]?.sharedLimits?.reserveTurn('https://source.example', 3000);
      const waits = await Promise.all([0, 1, 2, 3].map(reserve));
      const sorted = waits.map((ms = 0) => Math.round(ms / 1000)).toSorted((a, b) => a - b);
      expect(sorted).toEqual([0, 3, 6, 9]);
    });
  });

  it('what one process holds for a while, another one finds, and takes once', async () => {
    const [one, two] = await openTwo();
    const question = { kind: 'question', key: 'ann 1', person: ANN, text: 'sure?', until: 2000 } as const;
    await one?.shortLived.put(question);
    expect(await two?.shortLived.find('question', 'ann 1', 1000)).toBe('sure?');
    const answer = { ...question, key: 'ann 1 answered' };
    const taken = await Promise.all(
      [one, two, one, two].map((store) => store?.shortLived.take(answer, 1000)),
    );
    expect(taken.filter((text) => text === undefined)).toHaveLength(1);
  });
}
