import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { SourceError } from '../../src/core/base/errors.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createIsolatedParsers } from '../../src/parsing/isolated-parsers.ts';
import { problems } from '../../src/parsing/texts.ts';
import { onCard } from '../../src/summary/hugging-face.ts';
import { createPages } from '../../src/web/app.ts';
import { CardFiller } from '../../src/web/base/card-filler.ts';
import type { WebDeps } from '../../src/web/base/deps.ts';
import { Repeater } from '../../src/web/base/repeater.ts';
import { aPaper, papers } from '../support/builders.ts';
import { aSite } from './harness.ts';

async function aCountingSite(more: Partial<WebDeps> = {}) {
  const made: string[] = [];
  const findCardSummary = ({ id, abstract, aiSummary = abstract }: Paper) => {
    made.push(id);
    return { text: aiSummary, by: 'abstract' };
  };
  const site = await aSite({ findCardSummary, ...more });
  return { ...site, made, text: async (path: string) => (await site.get(path)).text() };
}

afterEach(() => {
  vi.useRealTimers();
});

describe('what is said of a paper', () => {
  it('is made once, also after a restart', async () => {
    const { deps, text, made } = await aCountingSite();
    await text('/');
    expect(made).toHaveLength(8);
    const restarted = createPages(deps);
    for (const path of ['/', '/feed.xml', '/paper/2604.00001']) await restarted.request(path);
    expect(made).toHaveLength(8);
  });

  it('is made again when the paper gets an AI summary', async () => {
    const { store, clock, text, made } = await aCountingSite();
    await text('/');
    await store.papers.save([aPaper({ id: '2604.00003', aiSummary: 'It came later.' })], clock.now());
    expect(await text('/')).toContain('It came later.');
    expect(made.slice(8)).toEqual(['2604.00003']);
  });

  it('is made before anybody asks: first of all papers, then of new ones', async () => {
    const { deps, store, clock, text, made } = await aCountingSite();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const filler = new Repeater(new CardFiller(deps));
    onTestFinished(() => filler.stop());
    filler.start();
    await vi.waitFor(() => expect(made).toHaveLength(8));
    await store.papers.save(papers(9, { upvotes: 500 }), clock.now());
    await vi.advanceTimersByTimeAsync(30_000);
    await vi.waitFor(() => expect(made.slice(8)).toEqual(['2604.00009']));
    await text('/');
    expect(made).toHaveLength(9);
  });

  it('is made here where the worker is busy', async () => {
    const makeCards = () => Promise.reject(new SourceError(problems.parseBusy()));
    const { text, made, log } = await aCountingSite({ makeCards });
    expect(await text('/')).toContain('We present a small model.');
    expect(made).toHaveLength(8);
    expect(log.lines.map(({ message }) => message)).toContain(
      'the worker is busy; cards are made in the main thread',
    );
  });

  it.each([problems.parseTimeout({ seconds: 5 }), problems.parseMemory(), problems.parseFailed()])(
    'is nothing where its text was too much for the worker, and is not tried again: %o',
    async (problem) => {
      const asked: string[][] = [];
      const makeCards = (listed: readonly Paper[]) => {
        asked.push(listed.map(({ id }) => id));
        if (listed.some(({ id }) => id === '2604.00003')) return Promise.reject(new SourceError(problem));
        return Promise.resolve(listed.map(({ id }) => ({ text: `Said of ${id}.`, by: 'worker' })));
      };
      const { deps, made, store, log } = await aCountingSite({ makeCards });
      const pages = createPages(deps);
      const shown = await (await pages.request('/')).text();
      expect(shown.match(/Said of [\d.]+\./g)).toHaveLength(7);
      expect(shown).not.toContain('Said of 2604.00003.');
      expect(
        (await store.cards.findMany(['2604.00003', '2604.00004'])).map(({ paperId }) => paperId),
      ).toEqual(['2604.00004']);
      expect(log.lines.filter(({ message }) => message === 'no card can be made of a paper')).toHaveLength(1);
      const before = asked.length;
      await pages.request('/paper/2604.00003');
      expect(asked).toHaveLength(before);
      expect(made).toEqual([]);
    },
  );

  it('is shown where it cannot be stored', async () => {
    const { deps } = await aCountingSite();
    const cards = { ...deps.store.cards, put: () => Promise.reject(new Error('the disk is full')) };
    const pages = createPages({ ...deps, store: { ...deps.store, cards } });
    const page = await pages.request('/');
    expect(await page.text()).toContain('We present a small model.');
  });

  it('is the same from the worker', async () => {
    const { log } = await aCountingSite();
    const parsers = createIsolatedParsers({ log, deadlineMs: 60_000 });
    onTestFinished(() => parsers.close());
    const listed = [aPaper(), aPaper({ abstract: '' })];
    expect(await parsers.call.makeCards(listed)).toEqual(listed.map(onCard));
  });
});
