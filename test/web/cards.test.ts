import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createIsolatedParsers } from '../../src/parsing/isolated-parsers.ts';
import { onCard } from '../../src/summary/hugging-face.ts';
import { createPages } from '../../src/web/app.ts';
import { CardFiller } from '../../src/web/base/card-filler.ts';
import type { WebDeps } from '../../src/web/base/deps.ts';
import { Repeater } from '../../src/web/base/repeater.ts';
import { aPaper, papers } from '../support/builders.ts';
import { aSite } from './harness.ts';

async function aCountingSite(more: Partial<WebDeps> = {}) {
  const made: string[] = [];
  const forCard = ({ id, abstract, aiSummary = abstract }: Paper) => {
    made.push(id);
    return { text: aiSummary, by: 'abstract' };
  };
  const site = await aSite({ forCard, ...more });
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

  it('is made here where the worker fails', async () => {
    const { text, made, log } = await aCountingSite({ makeCards: () => Promise.reject(new Error('busy')) });
    expect(await text('/')).toContain('We present a small model.');
    expect(made).toHaveLength(8);
    expect(log.lines.map(({ message }) => message)).toContain(
      'the worker failed; cards are made in the main thread',
    );
  });

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
