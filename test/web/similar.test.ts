import { describe, expect, it, onTestFinished } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { SearchAnswer } from '../../src/core/search/search.ts';
import { createPages } from '../../src/web/app.ts';
import { Repeater } from '../../src/web/base/repeater.ts';
import { SimilarFiller } from '../../src/web/base/similar-filler.ts';
import { StoredSimilarPapers } from '../../src/web/base/similar-papers.ts';
import { aPaper, papers, until } from '../support/builders.ts';
import { aSite } from './harness.ts';

const NOTHING: SearchAnswer = { hits: [], total: 0, tookMs: 1, notes: [] };
const LATER = 'Similar papers are being searched for.';

function answer(...ids: readonly string[]): SearchAnswer {
  return { ...NOTHING, hits: ids.map((paperId) => ({ paperId, score: 1, snippet: [] })) };
}

/** Pages with stored similar papers; each paper is like the second one, unless another answer is given. */
async function aSimilarSite(similar = async (_: Paper): Promise<SearchAnswer> => answer('2604.00002')) {
  const searched: string[] = [];
  const search = {
    search: async () => NOTHING,
    findSimilar: async (paper: Paper) => {
      searched.push(paper.id);
      return similar(paper);
    },
  };
  const site = await aSite({ search });
  const stored = new StoredSimilarPapers(site.deps);
  const filler = new SimilarFiller(site.deps, stored);
  const pages = createPages({ ...site.deps, similar: stored });
  const run = () => filler.run(new AbortController().signal);
  return {
    ...{ ...site, pages, searched, filler, run },
    text: async (path: string) => (await pages.request(path)).text(),
    /** What is saved is looked for by one run, and searched for by the next. */
    async runTwice() {
      await run();
      await run();
    },
  };
}

describe('similar papers of a page', () => {
  it('are searched for while nobody waits, and shown from then on', async () => {
    const { deps } = await aSimilarSite();
    const site = await aSite({ search: deps.search });
    const url = await site.served();
    const text = async () => (await fetch(`${url}/paper/2604.00001`)).text();
    expect(await text()).toMatch(/Paper number 1[\s\S]*Similar papers/);
    await until(async () => (await text()).includes('<h2><a href="/paper/2604.00002">'), 'they are shown');
    expect(await text()).not.toContain(LATER);
  });

  it('are searched for at once where a page without them was asked for', async () => {
    const { pages, text, run, searched } = await aSimilarSite();
    expect(await text('/paper/2604.00003')).toContain(LATER);
    // It is stored nowhere on its way.
    expect((await pages.request('/paper/2604.00003')).headers.get('cache-control')).toBe('no-cache');
    await run();
    expect(searched[0]).toBe('2604.00003');
    const page = await text('/paper/2604.00003');
    expect(page).toContain('<h2>Similar papers</h2>');
    expect(page).toContain('Paper number 2');
  });

  it('are searched for once a paper, the newest first, also after a restart', async () => {
    const { deps, run, searched } = await aSimilarSite();
    await run();
    expect(searched).toEqual(
      papers(8)
        .map(({ id }) => id)
        .toReversed(),
    );
    await run();
    const restarted = new SimilarFiller(deps, new StoredSimilarPapers(deps));
    await restarted.run(new AbortController().signal);
    expect(searched).toHaveLength(8);
  });

  it('of a new paper are searched for, and those of the papers that it is like', async () => {
    const { store, clock, run, runTwice, searched } = await aSimilarSite();
    await run();
    await store.papers.save([aPaper({ id: '2604.00009', title: 'A new one' })], clock.now());
    await runTwice();
    expect(searched.slice(8)).toEqual(['2604.00009']);
    await run();
    expect(searched.slice(9)).toEqual(['2604.00002']);
    // Counts that change are no reason.
    await store.papers.save(papers(8, { upvotes: 500 }), clock.now());
    await runTwice();
    await run();
    expect(searched.slice(10)).toEqual([]);
  });

  it('are searched for again when the paper has another text, or there are many more papers', async () => {
    const { store, clock, text, run, runTwice, searched } = await aSimilarSite();
    await run();
    await store.papers.save(
      [aPaper({ id: '2604.00003', abstract: 'Another one, longer than before.' })],
      clock.now(),
    );
    expect(await text('/paper/2604.00003')).toContain('<h2>Similar papers</h2>');
    await runTwice();
    expect(new Set(searched.slice(8))).toEqual(new Set(['2604.00003']));
    await run();
    const before = searched.length;
    await store.papers.save(papers(40), clock.now());
    await runTwice();
    await run();
    expect(new Set(searched.slice(before))).toEqual(new Set(papers(40).map(({ id }) => id)));
  });

  it('are none where none is close, or they were withdrawn since', async () => {
    const { store, clock, text, run } = await aSimilarSite(async ({ id }) =>
      id === '2604.00001' ? { ...answer('2604.00003'), noneIsClose: true } : answer('2604.00002'),
    );
    await run();
    await store.papers.save([aPaper({ id: '2604.00002', withdrawnAt: '2026-04-30' })], clock.now());
    for (const path of ['/paper/2604.00001', '/paper/2604.00003'])
      expect(await text(path)).not.toContain('Similar papers');
  });

  it('wait for an index that is complete', async () => {
    const state = { isBuilt: false };
    const { store, text, run } = await aSimilarSite(async () =>
      state.isBuilt ? answer('2604.00002') : { ...answer('2604.00004'), isIncomplete: true },
    );
    await text('/paper/2604.00001');
    await run();
    expect(await store.similar.find('2604.00001')).toBeUndefined();
    state.isBuilt = true;
    await run();
    expect(await store.similar.find('2604.00001')).toMatchObject({ similar: ['2604.00002'] });
  });

  it('may fail: pages are shown without them, and the log says so', async () => {
    const { text, filler, log } = await aSimilarSite(() => Promise.reject(new Error('the index is damaged')));
    const work = new Repeater(filler);
    onTestFinished(() => work.stop());
    work.start();
    await until(
      () => log.lines.some(({ message }) => message.startsWith('background work failed')),
      'it is logged',
    );
    expect(await text('/paper/2604.00001')).toContain('Paper number 1');
  });

  it('leave the search to people most of the time', async () => {
    let busyMs = 0;
    const { run } = await aSimilarSite(async () => {
      const from = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
      busyMs += performance.now() - from;
      return NOTHING;
    });
    const begun = performance.now();
    await run();
    expect(performance.now() - begun).toBeGreaterThan(3 * busyMs);
  });
});
