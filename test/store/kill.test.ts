import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/core/store/store.ts';
import { KEY } from './ledger.ts';
import { startChild } from './run-child.ts';
import { aPath, aStore, behindTheBack } from './temp-store.ts';

const ROUNDS = 6;
const SEED = Math.floor(Math.random() * 2 ** 31);

/** A small generator of numbers in [0, 1), so that a round can be repeated from its seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Whether what a killed process has acknowledged is there. */
async function holds(store: Store, fact: string): Promise<boolean> {
  const [what, number] = fact.split(' ');
  const n = Number(number);
  const key = { ...KEY, slot: n };
  const posts = await store.posts.listOfDelivery(key);
  switch (what) {
    case 'saved': {
      const paper = await store.papers.find(`2604.00020.${n % 50}`);
      return (paper?.upvotes ?? -1) >= n;
    }
    case 'listed':
      return (await store.editions.find(`day ${n}`))?.paperIds.length === 20;
    case 'planned':
      return (await store.deliveries.find(key))?.digest?.papers.length === 5 && posts.length === 6;
    default:
      return what === 'sent' && posts[0]?.state === 'sent' && posts[0].sent?.messageId === `m${n}`;
  }
}

describe('a process that is killed in the middle of its work', () => {
  it(`loses nothing that was acknowledged, ${ROUNDS} times (seed ${SEED})`, async () => {
    const path = aPath();
    const random = randomFrom(SEED);
    let from = 1;
    let facts = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const child = await startChild(`file:${path}`, 'save', from);
      child.begin();
      await child.acknowledged(1 + Math.floor(random() * 40));
      await sleep(random() * 20);
      child.kill();
      const { lines } = await child.end();

      expect(behindTheBack(path, (db) => db.prepare('pragma integrity_check').all())).toEqual([
        { integrity_check: 'ok' },
      ]);
      expect(behindTheBack(path, (db) => db.prepare('pragma foreign_key_check').all())).toEqual([]);
      const store = await aStore(path);
      const lost: string[] = [];
      for (const fact of lines) if (!(await holds(store, fact))) lost.push(fact);
      expect(lost, `lost in round ${round}, seed ${SEED}`).toEqual([]);
      // What was not acknowledged is there whole, or not at all.
      for (const delivery of await store.deliveries.listOpen()) {
        expect(await store.posts.listOfDelivery(delivery)).toHaveLength(delivery.digest ? 6 : 0);
      }
      facts += lines.length;
      from = Number(lines.at(-1)?.split(' ')[1] ?? from) + 2;
    }
    expect(facts).toBeGreaterThan(ROUNDS);
  }, 60_000);
});
