import { gunzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { createPages } from '../../src/web/app.ts';
import { papers, saveEdition } from '../support/builders.ts';
import { aSite } from './harness.ts';

const GZIP = { 'accept-encoding': 'gzip' };

/** `made` counts the lists of papers that were read to make pages. */
async function aCountedSite() {
  const site = await aSite();
  const { store, clock } = site;
  const counted = { made: 0 };
  const findMany: typeof store.papers.findMany = (ids) => {
    counted.made += 1;
    return store.papers.findMany(ids);
  };
  const pages = createPages({
    ...site.deps,
    store: { ...store, papers: { ...store.papers, findMany } },
  });
  clock.advance(2000);
  const get = async (path: string, headers: Record<string, string> = {}) => pages.request(path, { headers });
  /** Asks until the page comes without having been made. */
  const warmUp = (path: string) =>
    vi.waitFor(async () => {
      const before = counted.made;
      await get(path);
      expect(counted.made).toBe(before);
    });
  return { ...site, get, warmUp, counted };
}

describe('a page that was made', () => {
  it('is sent again as it is, to readers with compression and without', async () => {
    const { get, warmUp, counted } = await aCountedSite();
    for (const path of ['/', '/week/2026-W18', '/feed.xml', '/atom.xml?topics=small', '/sitemap.xml']) {
      const first = await get(path);
      const text = await first.text();
      await warmUp(path);
      const { made } = counted;
      expect(await (await get(path)).text()).toBe(text);
      const packed = await get(path, GZIP);
      expect(packed.headers.get('content-encoding')).toBe('gzip');
      expect(gunzipSync(await packed.arrayBuffer()).toString('utf8')).toBe(text);
      for (const name of ['content-type', 'content-security-policy', 'cache-control', 'last-modified'])
        expect([path, name, packed.headers.get(name)]).toEqual([path, name, first.headers.get(name)]);
      expect(counted.made).toBe(made);
    }
  });

  it('is not sent to whoever has it', async () => {
    const { get, warmUp } = await aCountedSite();
    const first = await get('/feed.xml');
    await warmUp('/feed.xml');
    const etags = [first, await get('/feed.xml', GZIP)].map(({ headers }) => headers.get('etag') ?? '');
    const changedAt = first.headers.get('last-modified') ?? '';
    for (const condition of [
      ...etags.map((etag) => ({ 'if-none-match': etag })),
      { 'if-modified-since': changedAt },
    ])
      expect((await get('/feed.xml', condition)).status).toBe(304);
    expect(
      (await get('/feed.xml', { 'if-none-match': '"other"', 'if-modified-since': changedAt })).status,
    ).toBe(200);
  });

  it('has the counts of now, also of papers that were shown before', async () => {
    const { get, store, clock } = await aCountedSite();
    for (const upvotes of [71, 72, 71]) {
      await saveEdition(store, papers(3, { upvotes }), clock.now());
      for (const path of ['/', '/2026-04-30', '/feed.xml', '/paper/2604.00001'])
        expect([path, await (await get(path)).text()]).toEqual([
          path,
          expect.stringContaining(`${upvotes} upvotes`),
        ]);
      clock.advance(2000);
    }
  });

  it('is made again as soon as anything has changed, and on another day', async () => {
    const { get, warmUp, store, clock, counted } = await aCountedSite();
    await get('/');
    await warmUp('/');
    await saveEdition(store, papers(9, { title: 'A title of today' }), clock.now());
    expect(await (await get('/')).text()).toContain('A title of today');
    await warmUp('/');
    const { made } = counted;
    clock.advance(24 * 60 * 60_000);
    await get('/');
    expect(counted.made).toBeGreaterThan(made);
  });
});
