import { describe, expect, it, onTestFinished } from 'vitest';
import { type HfFault, startHfServer } from '../../../loopback/hugging-face/index.ts';
import { hfItems } from '../../../loopback/hugging-face/items.ts';
import { createRefresh } from '../../../src/jobs/papers/refresh.ts';
import { createHttp } from '../../../src/sources/http/client.ts';
import { createSources } from '../../../src/sources/index.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog, until } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';

const TODAY = '2026-04-30';
const MINUTES = 60_000;

/** The real refresh over the real client, store and a loopback Hugging Face. */
async function aRefresh(count = 150, signal?: AbortSignal) {
  const hf = await startHfServer({
    today: TODAY,
    days: { '2026-04-29': hfItems(2), [TODAY]: hfItems(count) },
  });
  const clock = aClock(`${TODAY}T12:00:00Z`);
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(async () => {
    await store.close();
    await hf.close();
  });
  /** Called between an answer and the next request. */
  const after: { answer(url: URL): void } = { answer: () => undefined };
  const http = createHttp({
    origins: [
      { url: hf.url, concurrency: 4 },
      { url: hf.url, concurrency: 1 },
    ],
    ...{ userAgent: 'Paperboy/test', clock, log, timeoutMs: 60, backoffMs: 1, maxBytes: 1_000_000 },
    sleep: async () => undefined,
    ...(signal ? { signal } : {}),
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      after.answer(new URL(input instanceof Request ? input.url : input));
      return response;
    },
  });
  const source = createSources({ http, huggingFaceUrl: hf.url, arxivUrl: hf.url, parsers: IN_PROCESS, log });
  const search = { update: async () => undefined };
  const refresh = createRefresh({ store, source, search, clock, log });
  const loud = () => log.lines.filter(({ level }) => level === 'warn' || level === 'error').length;
  const listPapers = async (day = TODAY) => (await store.editions.find(day))?.paperIds ?? [];
  return { hf, clock, log, store, refresh, after, loud, listPapers };
}

const FAULTS: readonly HfFault[] = [
  ...(['500', '429', '503', 'hang', 'close', 'stall', 'reset', 'garbage', 'shape', 'strings'] as const),
  ...(['endless', 'redirect'] as const),
];

describe('while the source misbehaves', () => {
  it.each(FAULTS)(
    '(%s) the last good list serves, its age is known, and it is logged once',
    async (fault) => {
      const { hf, clock, refresh, log, loud, listPapers } = await aRefresh();
      const good = (await refresh.run()).lastSuccess;
      hf.fault(fault, 9999);
      clock.advance(10 * MINUTES);
      await refresh.run();
      const said = loud();
      expect(said).toBeGreaterThan(0);
      for (let i = 0; i < 3; i++) {
        clock.advance(10 * MINUTES);
        await refresh.run();
      }
      expect(loud()).toBe(said);
      expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
      expect(await listPapers()).toHaveLength(150);
      const { lastSuccess, lists = [] } = refresh.readStatus();
      expect(lastSuccess).toBe(good);
      expect(lists.flatMap(({ days }) => days)).toContain(TODAY);
      hf.clearFaults();
      clock.advance(10 * MINUTES);
      expect(await refresh.run()).toEqual({ lastSuccess: clock.now() });
      expect(log.lines.some(({ message }) => message === 'the papers source works again')).toBe(true);
    },
  );
});

it('a stop in the middle of a refresh is no trouble of the source', async () => {
  const stop = new AbortController();
  const { hf, refresh, loud } = await aRefresh(5, stop.signal);
  await refresh.run();
  const before = refresh.readStatus();
  hf.fault('hang', 99);
  const running = refresh.run();
  await until(() => hf.requests.at(-1)?.status === 0, 'a request is under way');
  stop.abort();
  expect(await running).toEqual(before);
  expect(loud()).toBe(0);
});

describe('a day', () => {
  it('that grows while it is being read loses nothing and repeats nothing, and is whole the next time', async () => {
    const { hf, refresh, after, listPapers } = await aRefresh();
    const grown = [...hfItems(30, { from: 900, upvotes: 999 }), ...hfItems(150)];
    after.answer = ({ searchParams }) => {
      if (searchParams.get('date') === TODAY && searchParams.get('p') === '0') hf.setDay(TODAY, grown);
    };
    await refresh.run();
    const listed = await listPapers();
    expect(new Set(listed).size).toBe(listed.length);
    expect(hfItems(150).every(({ paper }) => listed.includes(paper.id))).toBe(true);
    await refresh.run();
    expect(await listPapers()).toEqual(grown.map(({ paper }) => paper.id));
  });

  it.each([0, 80, 120])('that shrinks to %i while it is being read keeps what it had', async (left) => {
    const { hf, refresh, after, listPapers } = await aRefresh();
    await refresh.run();
    hf.setDay(TODAY, hfItems(151));
    after.answer = ({ searchParams }) => {
      if (searchParams.get('p') === '0') hf.setDay(TODAY, hfItems(left));
    };
    await refresh.run();
    await refresh.run();
    expect((await listPapers()).length).toBeGreaterThanOrEqual(150);
    expect(refresh.readStatus().lists).toBeUndefined();
  });

  it('of which some items have another shape is logged once, wherever they are, and its papers come in', async () => {
    const { hf, clock, refresh, loud, listPapers } = await aRefresh();
    for (let i = 0; i < 4; i++) {
      const items: unknown[] = hfItems(60);
      items.splice(i * 9, 0, { article: 'no paper in here' });
      hf.setDay(TODAY, items);
      await refresh.run();
      clock.advance(10 * MINUTES);
    }
    expect(loud()).toBe(1);
    expect(await listPapers()).toHaveLength(60);
  });
});

describe('a clock that is an hour off', () => {
  it('ahead at midnight: today goes on coming in, and that tomorrow cannot be fetched is logged once', async () => {
    const { hf, clock, refresh, log, loud, listPapers } = await aRefresh();
    await refresh.run();
    hf.setDay(TODAY, hfItems(160));
    clock.set('2026-05-01T00:10:00Z');
    for (let i = 0; i < 4; i++) {
      await refresh.run();
      clock.advance(10 * MINUTES);
    }
    expect(await listPapers()).toHaveLength(160);
    expect(await listPapers('2026-05-01')).toEqual([]);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    const said = loud();
    hf.setToday('2026-05-01');
    hf.setDay('2026-05-01', hfItems(3, { from: 700 }));
    await refresh.run();
    expect(await listPapers('2026-05-01')).toHaveLength(3);
    expect(loud()).toBe(said);
    expect(refresh.readStatus().lists).toBeUndefined();
  });

  it('behind at midnight: the new day comes in when its hour has come', async () => {
    const { hf, clock, refresh, loud, listPapers } = await aRefresh();
    hf.setToday('2026-05-01');
    hf.setDay('2026-05-01', hfItems(3, { from: 700 }));
    clock.set('2026-04-30T23:30:00Z');
    await refresh.run();
    expect([await listPapers(), await listPapers('2026-05-01')].map((ids) => ids.length)).toEqual([150, 0]);
    clock.advance(40 * MINUTES);
    await refresh.run();
    expect(await listPapers('2026-05-01')).toHaveLength(3);
    expect(loud()).toBe(0);
  });

  it('and put back, keeps the newest list', async () => {
    const { hf, clock, store, refresh, listPapers } = await aRefresh(5);
    await refresh.run();
    clock.advance(-60 * MINUTES);
    hf.setDay(TODAY, hfItems(6, { upvotes: 500 }));
    await refresh.run();
    expect(await listPapers()).toHaveLength(6);
    expect((await store.papers.find('2604.00001'))?.upvotes).toBe(500);
    const snapshots = (await store.papers.listSnapshots(['2604.00001'], 0)).get('2604.00001');
    expect(snapshots?.at(-1)?.upvotes).toBe(500);
  });
});
