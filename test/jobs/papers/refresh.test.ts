import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/core/base/errors.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import type {
  ListQuery,
  ListTimes,
  NamedSources,
  PaperFiller,
  PaperLists,
} from '../../../src/core/paper/paper-source.ts';
import { createRefresh, wordListsTrouble } from '../../../src/jobs/papers/refresh.ts';
import { getClosingTime } from '../../../src/sources/hugging-face/closing-time.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aClock, aLog, papers } from '../../support/builders.ts';

/** `more` is what the second source knows of every paper. */
async function aRefresh(days: Record<string, Paper[] | 'fails'>, more: Partial<Paper> = {}) {
  const clock = aClock('2026-04-30T12:00:00Z');
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  const asked: string[] = [];
  const indexed: string[] = [];
  const source: PaperLists & ListTimes & PaperFiller & NamedSources = {
    names: { lists: 'Lists', details: 'Details' },
    getClosingTime,
    async list(query: ListQuery) {
      if (query.kind !== 'day') throw new Error('only days are asked for');
      asked.push(query.day);
      const listed = days[query.day] ?? [];
      if (listed === 'fails')
        throw new SourceError(aProblem('the source is down', { code: 'source-failing' }));
      return { papers: listed, skipped: [], source: 'scripted' };
    },
    fill: async (wanting) => wanting.map((one) => ({ ...one, ...more })),
  };
  const search = {
    async update(changed: readonly Paper[]) {
      indexed.push(...changed.map(({ id }) => id));
    },
  };
  return {
    refresh: createRefresh({ store, source, search, clock, log }),
    source,
    store,
    clock,
    log,
    days,
    asked,
    indexed,
  };
}

describe('refresh', () => {
  it('fetches the UTC day and the day before, never a tomorrow', async () => {
    const { refresh, asked, clock } = await aRefresh({});
    await refresh.run();
    clock.set('2026-05-01T00:00:30Z');
    await refresh.run();
    expect(asked).toEqual(['2026-04-29', '2026-04-30', '2026-04-30', '2026-05-01']);
  });

  it('fetches also what was missed while nobody ran, once, and nothing from before the first stored day', async () => {
    const { refresh, asked, clock, days } = await aRefresh({ '2026-04-30': papers(2) });
    await refresh.run();
    asked.length = 0;
    clock.set('2026-05-05T12:00:00Z');
    days['2026-05-02'] = 'fails';
    await refresh.run();
    await refresh.run();
    days['2026-05-02'] = papers(3);
    await refresh.run();
    await refresh.run();
    const missed = ['2026-04-30', '2026-05-01', '2026-05-02', '2026-05-03'];
    const recent = ['2026-05-04', '2026-05-05'];
    const again = [...recent, '2026-05-02'];
    expect(asked).toEqual([...recent, ...missed, ...again, ...again, ...recent]);
  });

  it('saves the papers, the edition and a snapshot of the counts, and indexes what is new', async () => {
    const { refresh, store, clock, days, indexed } = await aRefresh({ '2026-04-30': papers(3) });
    await refresh.run();
    expect(await store.editions.find('2026-04-30')).toMatchObject({
      state: 'filling',
      paperIds: papers(3).map(({ id }) => id),
    });
    expect(indexed).toEqual(papers(3).map(({ id }) => id));
    clock.advance(600_000);
    days['2026-04-30'] = papers(3, { upvotes: 500 });
    await refresh.run();
    const snapshots = (await store.papers.listSnapshots(['2604.00001'], 0)).get('2604.00001');
    expect(snapshots?.map(({ upvotes }) => upvotes)).toEqual([100, 500]);
  });

  it('closes a day when its source does, and calls it empty if nothing came', async () => {
    const { refresh, store, clock } = await aRefresh({ '2026-04-30': papers(2) });
    await refresh.run();
    clock.set('2026-05-01T02:00:00Z');
    await refresh.run();
    expect((await store.editions.find('2026-04-30'))?.state).toBe('closed');
    clock.set('2026-05-02T02:00:00Z');
    await refresh.run();
    expect((await store.editions.find('2026-05-01'))?.state).toBe('empty');
  });

  it('keeps the last good data when the source fails, and notifies the operator once per outage', async () => {
    const { refresh, store, days, log } = await aRefresh({ '2026-04-30': papers(2) });
    const good = await refresh.run();
    days['2026-04-30'] = 'fails';
    for (let i = 0; i < 5; i++) await refresh.run();
    expect((await store.editions.find('2026-04-30'))?.paperIds).toHaveLength(2);
    expect(refresh.readStatus()).toEqual({
      lastSuccess: good.lastSuccess,
      lists: [
        {
          days: ['2026-04-30'],
          problem: expect.objectContaining({ code: 'source-failing' }),
          publicProblem: expect.objectContaining({ code: 'outside-unavailable', values: {} }),
        },
      ],
    });
    expect(log.lines.filter(({ level }) => level === 'error').map(({ message }) => message)).toEqual([
      'the daily papers could not be refreshed',
    ]);
    days['2026-04-30'] = papers(2);
    await refresh.run();
    expect(refresh.readStatus().lists).toBeUndefined();
  });

  it('reports a problem of several days once', async () => {
    const { refresh } = await aRefresh({ '2026-04-29': 'fails', '2026-04-30': 'fails' });
    const { lists = [] } = await refresh.run();
    expect(lists.map(wordListsTrouble)).toEqual(['2026-04-29, 2026-04-30: the source is down']);
  });

  it('adds what a second source knows', async () => {
    const { refresh, store } = await aRefresh({ '2026-04-30': papers(2) }, { categories: ['cs.CL'] });
    await refresh.run();
    expect((await store.papers.find('2604.00001'))?.categories).toEqual(['cs.CL']);
  });

  it('notifies the operator once, and not every ten minutes, that a second source knows nothing', async () => {
    const { refresh, source, log } = await aRefresh({ '2026-04-30': papers(2) });
    const { fill } = source;
    source.fill = async () => {
      throw new SourceError(
        aProblem('http://10.0.0.3 answered 500: words', { code: 'source-failing' }),
      ).withSource('arXiv');
    };
    for (let i = 0; i < 5; i++) await refresh.run();
    expect(refresh.readStatus().categories).toMatchObject({
      ...{
        source: 'Details',
        problem: { code: 'source-unavailable', values: { source: 'arXiv' } },
        papers: 2,
      },
    });
    const warnings = () => log.lines.filter(({ level }) => level === 'warn');
    expect(warnings()).toHaveLength(1);
    source.fill = fill;
    await refresh.run();
    expect(refresh.readStatus().categories).toBeUndefined();
    source.fill = () => Promise.reject(new Error('away again'));
    await refresh.run();
    expect(warnings()).toHaveLength(2);
  });

  it('one day that fails does not keep the other from coming in', async () => {
    const { refresh, store } = await aRefresh({ '2026-04-29': 'fails', '2026-04-30': papers(2) });
    await refresh.run();
    expect((await store.editions.find('2026-04-30'))?.paperIds).toHaveLength(2);
  });
});
