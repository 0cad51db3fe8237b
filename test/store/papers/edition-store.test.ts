import { describe, expect, it } from 'vitest';
import type { Edition } from '../../../src/core/paper/edition.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { papers } from '../../support/builders.ts';
import { aStore } from '../temp-store.ts';

const A = '2604.00001';
const B = '2604.00002';
const C = '2604.00003';

async function aStoreWithPapers(): Promise<Store> {
  const store = await aStore();
  await store.papers.save(papers(3), 0);
  return store;
}

function edition(day: string, paperIds: string[], fields: Partial<Edition> = {}): Edition {
  return { day, state: paperIds.length === 0 ? 'empty' : 'closed', paperIds, fetchedAt: 1, ...fields };
}

describe('editions', () => {
  it('come back as they were saved last', async () => {
    const { editions } = await aStoreWithPapers();
    await editions.save(edition('2026-04-30', [A], { state: 'filling' }));
    const later = edition('2026-04-30', [B, A, C], { fetchedAt: 2 });
    await editions.save(later);
    expect(await editions.find('2026-04-30')).toEqual(later);
    expect(await editions.find('2026-04-29')).toBeUndefined();
  });

  it('that shrink keep their old papers behind the new order', async () => {
    const { editions } = await aStoreWithPapers();
    await editions.save(edition('2026-04-30', [A, B, C]));
    await editions.save(edition('2026-04-30', [C]));
    expect((await editions.find('2026-04-30'))?.paperIds).toEqual([C, A, B]);
  });

  it('that had papers are not empty because the source says so once', async () => {
    const { editions } = await aStoreWithPapers();
    await editions.save(edition('2026-04-30', [A, B]));
    await editions.save(edition('2026-04-30', [], { fetchedAt: 9 }));
    expect(await editions.find('2026-04-30')).toEqual(edition('2026-04-30', [A, B], { fetchedAt: 9 }));
  });

  it('name a paper once, however often the source does', async () => {
    const { editions } = await aStoreWithPapers();
    await editions.save(edition('2026-04-30', [B, A, B]));
    expect((await editions.find('2026-04-30'))?.paperIds).toEqual([B, A]);
  });

  it('without papers are skipped by the latest, and those of the future too', async () => {
    const { editions } = await aStoreWithPapers();
    for (const day of ['2026-04-28', '2026-04-29', '2026-04-30']) await editions.save(edition(day, [A]));
    await editions.save(edition('2026-04-27', [B]));
    await editions.save(edition('2026-04-26', []));
    await editions.save(edition('2026-04-24', [C]));
    const days = async (count: number, through: string) =>
      (await editions.listLatest(count, through)).map(({ day }) => day);
    expect(await days(2, '2026-04-30')).toEqual(['2026-04-30', '2026-04-29']);
    expect(await days(3, '2026-04-28')).toEqual(['2026-04-28', '2026-04-27', '2026-04-24']);
    expect(await days(3, '2026-01-01')).toEqual([]);
  });

  it('between two days come oldest first, empty ones too', async () => {
    const { editions } = await aStoreWithPapers();
    for (const [day, ids] of [
      ['2026-04-30', [A]],
      ['2026-04-26', []],
      ['2026-04-24', [B, C]],
      ['2026-04-23', [A]],
    ] as const) {
      await editions.save(edition(day, [...ids]));
    }
    const found = await editions.listBetween('2026-04-24', '2026-04-29');
    expect(found).toEqual([edition('2026-04-24', [B, C]), edition('2026-04-26', [])]);
  });

  it('with papers are found around a day, whether or not that has one', async () => {
    const { editions } = await aStoreWithPapers();
    for (const day of ['2026-04-20', '2026-04-24', '2026-04-30']) await editions.save(edition(day, [A]));
    await editions.save(edition('2026-04-23', []));
    await editions.save(edition('2026-04-25', []));
    const around = (day: string, through = '2026-12-31') => editions.findDaysAround(day, through);
    expect(await around('2026-04-24')).toEqual({ earlier: '2026-04-20', later: '2026-04-30' });
    expect(await around('2026-04-22')).toEqual({ earlier: '2026-04-20', later: '2026-04-24' });
    expect(await around('2026-04-20')).toEqual({ later: '2026-04-24' });
    expect(await around('2026-04-24', '2026-04-29')).toEqual({ earlier: '2026-04-20' });
    expect(await around('2027-01-01')).toEqual({ earlier: '2026-04-30' });
  });

  it('list the days that a paper was listed on, newest first', async () => {
    const { editions } = await aStoreWithPapers();
    await editions.save(edition('2026-04-24', [A, B]));
    await editions.save(edition('2026-04-30', [B]));
    expect(await editions.listDays(B)).toEqual(['2026-04-30', '2026-04-24']);
    expect(await editions.listDays(C)).toEqual([]);
  });

  it('with a paper that is not saved are refused whole', async () => {
    const { editions } = await aStoreWithPapers();
    await expect(editions.save(edition('2026-04-30', [A, '2604.99999']))).rejects.toThrow(/foreign key/i);
    expect(await editions.find('2026-04-30')).toBeUndefined();
  });
});
