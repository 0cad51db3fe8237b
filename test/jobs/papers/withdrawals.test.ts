import { expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../../loopback/hugging-face/index.ts';
import { createWithdrawalWatch } from '../../../src/jobs/papers/withdrawals.ts';
import { createHttp } from '../../../src/sources/http/client.ts';
import { createSources } from '../../../src/sources/index.ts';
import { papers } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { aWorld, HOUR, wish } from '../world.ts';

/** A channel that has been posted three papers of the edition, and an arXiv that can be asked. */
async function aPostedDigest(count = 8) {
  const listed = papers(count);
  const world = await aWorld({ papers: listed });
  world.clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  const hf = await startHfServer({
    today: '2026-04-30',
    arxivOnly: listed.map(({ id, title, abstract }) => ({ id, title, summary: abstract })),
  });
  onTestFinished(() => hf.close());
  const { clock, log, store, deps } = world;
  const http = createHttp({
    origins: [{ url: hf.url, concurrency: 1, minIntervalMs: 0 }],
    userAgent: 'test',
    signal: new AbortController().signal,
    failFast: true,
    ...{ clock, log },
  });
  const source = createSources({ http, huggingFaceUrl: hf.url, arxivUrl: hf.url, parsers: IN_PROCESS, log });
  const updated: string[] = [];
  const search = {
    update: async (changed: ReadonlyArray<{ id: string }>) =>
      void updated.push(...changed.map(({ id }) => id)),
  };
  const aWatch = () =>
    createWithdrawalWatch({
      ...{ store, search, clock, log, source },
      tallies: world.tallies,
      platforms: deps.platforms,
    });
  const asked = () => hf.requests.filter(({ path }) => path === '/api/query').length;
  const shown = (messageId: string) => JSON.stringify(world.platform.post(messageId).message);
  return { ...world, hf, aWatch, asked, shown, updated };
}

it('a paper that is withdrawn after its post is noticed, and its card and the overview say so', async () => {
  const { hf, aWatch, asked, shown, updated, clock, tallies, store } = await aPostedDigest();
  const watch = aWatch();
  await watch.run();
  expect(asked()).toBe(1);
  hf.withdrawn.add('2604.00002');
  await watch.run();
  expect(asked(), 'not before the next round').toBe(1);
  clock.advance(3 * HOUR);
  await watch.run();
  await tallies.flush();
  expect(shown('m1')).toContain('withdrawnAt');
  expect(shown('m3')).toContain('withdrawnAt');
  expect(shown('m2')).not.toContain('withdrawnAt');
  expect(updated).toEqual(['2604.00002']);
  expect((await store.papers.find('2604.00002'))?.abstract).toContain('We present a small model.');
});

it('a paper that is withdrawn before its post is not posted', async () => {
  const { hf, aWatch, clock, store, tick, last } = await aPostedDigest();
  hf.withdrawn.add('2604.00004');
  await aWatch().run();
  await wish(store, { nextDueAt: Date.parse('2026-05-01T09:00:00Z') });
  clock.set('2026-05-01T09:00:10Z');
  await tick();
  const posted = (await last())?.digest?.papers.map(({ paperId }) => paperId);
  expect(posted).toEqual(['2604.00005', '2604.00006', '2604.00007']);
});

it('an edit that a process did not get to make is made by the next one', async () => {
  const { aWatch, shown, store, clock, tallies } = await aPostedDigest();
  const [paper] = await store.papers.findMany(['2604.00002']);
  if (!paper) throw new Error('no paper');
  await store.papers.save([{ ...paper, withdrawnAt: '2026-04-30T00:00:00Z' }], clock.now());
  await aWatch().run();
  await tallies.flush();
  expect(shown('m3')).toContain('withdrawnAt');
});

it('papers are asked for in batches of a hundred, one a minute; an arXiv that is away is asked again', async () => {
  const { hf, aWatch, asked, clock, log } = await aPostedDigest(230);
  const watch = aWatch();
  await watch.run();
  expect(asked()).toBe(1);
  await watch.run();
  await watch.run();
  await watch.run();
  expect(asked()).toBe(3);
  expect(hf.requests.map(({ query }) => query.get('id_list')?.split(',').length)).toEqual([100, 100, 30]);
  hf.fault('500', 9);
  clock.advance(3 * HOUR);
  await watch.run();
  await watch.run();
  expect(log.lines.filter(({ message }) => message.startsWith('withdrawn papers could not'))).toHaveLength(1);
  hf.clearFaults();
  const before = asked();
  clock.advance(HOUR / 2);
  await watch.run();
  expect(asked()).toBe(before + 1);
});
