import { expect, it, onTestFinished, vi } from 'vitest';
import type { ListQuery } from '../../../src/core/paper/paper-source.ts';
import { createRecount } from '../../../src/jobs/papers/recount.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog, papers } from '../../support/builders.ts';

const WEEK = { period: 'week', from: '2026-04-24', to: '2026-04-30' } as const;

/** A source that lists a paper with 500 upvotes, or does what `script` says for a list. */
async function aRecount(script: Readonly<Record<string, () => Promise<never>>> = {}) {
  const [clock, log] = [aClock(), aLog()];
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const asked: string[] = [];
  const source = {
    async list(query: ListQuery) {
      const list = query.kind === 'week' ? query.week : query.kind === 'month' ? query.month : query.kind;
      asked.push(list);
      return script[list]?.() ?? { papers: papers(1, { upvotes: 500 }), skipped: [], source: 'scripted' };
    },
  };
  const search = { update: async () => undefined };
  const recount = createRecount({ store, source, search, clock, log, wallClock: clock });
  const counted = async () => (await store.papers.findMany(['2604.00001']))[0]?.upvotes;
  return { recount, asked, clock, log, counted };
}

const fail = async (): Promise<never> => {
  throw new Error('Hugging Face is down');
};

it('a recap’s papers are counted again in both weeks that its days are of, or in their month', async () => {
  const { recount, asked, counted } = await aRecount();
  await recount(WEEK);
  expect(asked).toEqual(['2026-W17', '2026-W18']);
  expect(await counted()).toBe(500);
  await recount({ period: 'month', from: '2026-04-01', to: '2026-04-30' });
  expect(asked.slice(2)).toEqual(['2026-04']);
});

it('the lists of a recap are asked for once in ten minutes, however many channels want them', async () => {
  const { recount, asked, clock } = await aRecount();
  await Promise.all([recount(WEEK), recount(WEEK)]);
  await recount(WEEK);
  expect(asked).toHaveLength(2);
  clock.advance(11 * 60_000);
  await recount(WEEK);
  expect(asked).toHaveLength(4);
});

it('a list that cannot be had for a recap is said once and given up for all channels; the other is counted', async () => {
  const { recount, asked, log, counted } = await aRecount({ '2026-W17': fail });
  await recount(WEEK);
  await recount(WEEK);
  expect(asked).toHaveLength(2);
  expect(await counted()).toBe(500);
  const warned = log.lines.filter(({ level }) => level === 'warn');
  expect(warned.map(({ facts }) => facts.list)).toEqual(['2026-W17']);
});

it('a recap waits half a minute at most for its lists, and only the first one waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const never = () => new Promise<never>(() => undefined);
  const { recount, log } = await aRecount({ '2026-W17': never, '2026-W18': never });
  let done = 0;
  const first = recount(WEEK).then(() => {
    done += 1;
  });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(done).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  await first;
  await recount(WEEK);
  expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(2);
});
