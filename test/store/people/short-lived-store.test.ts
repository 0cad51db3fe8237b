import { describe, expect, it } from 'vitest';
import type { ShortLived } from '../../../src/core/store/short-lived-store.ts';
import { personId } from '../../support/ids.ts';
import { usedDatabase } from '../temp-store.ts';

const ANN = personId('discord:ann');
const NOW = 1_000_000;

async function aShortLivedStore() {
  return (await usedDatabase().openEmpty()).shortLived;
}

function anAnswer(changes: Partial<ShortLived> = {}): ShortLived {
  return { kind: 'answer', key: 'ann 100 a', person: ANN, text: 'today', until: NOW + 10, ...changes };
}

describe('what holds for a while', () => {
  it('is found until then, by its kind and key', async () => {
    const store = await aShortLivedStore();
    await store.put(anAnswer({ text: 'week' }));
    await store.put(anAnswer());
    const found = [
      await store.find('answer', 'ann 100 a', NOW),
      await store.find('answer', 'ann 100 a', NOW + 10),
      await store.find('question', 'ann 100 a', NOW),
      await store.find('answer', 'ann 100 b', NOW),
    ];
    expect(found).toEqual(['today', undefined, undefined, undefined]);
    await store.delete('answer', 'ann 100 a');
    expect(await store.find('answer', 'ann 100 a', NOW)).toBeUndefined();
  });

  it('is taken by the first of several, and again when it no longer holds', async () => {
    const store = await aShortLivedStore();
    const take = (text: string, now: number) => store.take(anAnswer({ text, until: now + 10 }), now);
    expect((await Promise.all([take('a', NOW), take('a', NOW)])).toSorted()).toEqual(['a', undefined]);
    expect(await take('b', NOW + 9)).toBe('a');
    expect(await take('b', NOW + 10)).toBeUndefined();
    expect(await take('c', NOW + 11)).toBe('b');
  });

  it('is stored as the newest of its group', async () => {
    const store = await aShortLivedStore();
    for (let i = 0; i < 5; i++) {
      const entry = anAnswer({ key: `ann 100 ${i}`, text: `${i}`, until: NOW + i });
      await store.putNewest(entry, 'ann 100', 3);
    }
    await store.putNewest(anAnswer({ key: 'ann 1000 x' }), 'ann 1000', 3);
    const found = await Promise.all(
      [0, 1, 2, 3, 4].map((i) => store.find('answer', `ann 100 ${i}`, NOW - 1)),
    );
    expect(found).toEqual([undefined, undefined, '2', '3', '4']);
    expect(await store.find('answer', 'ann 1000 x', NOW)).toBe('today');
  });

  it('goes with everything else of its person, and when it is over', async () => {
    const store = await aShortLivedStore();
    const bob = anAnswer({ key: 'bob', person: personId('discord:bob') });
    for (const entry of [anAnswer(), bob, anAnswer({ kind: 'question' })]) await store.put(entry);
    await store.forget(ANN);
    expect(await store.find('answer', 'ann 100 a', NOW)).toBeUndefined();
    expect(await store.find('question', 'ann 100 a', NOW)).toBeUndefined();
    expect(await store.find('answer', 'bob', NOW)).toBe('today');
    await store.purge(NOW + 10);
    expect(await store.find('answer', 'bob', NOW)).toBeUndefined();
  });
});
