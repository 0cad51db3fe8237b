import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOMParser } from '@xmldom/xmldom';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { WebDeps } from '../../src/web/base/deps.ts';
import { exportSite } from '../../src/web/export-site.ts';
import { aWorld, wish } from '../jobs/world.ts';
import { aPaper, papers } from '../support/builders.ts';

const UNDER = '/team/papers';
const TYPES = new Map([
  ['html', 'text/html; charset=utf-8'],
  ['css', 'text/css'],
  ['xml', 'application/xml'],
  ['json', 'application/json'],
]);

/** A bot with three days, of which one paper of each was posted in a public channel, and a folder to write to. */
async function aBot() {
  const world = await aWorld();
  const { store, clock, log } = world;
  await store.papers.save([aPaper({ id: 'hep-th/9901001', title: 'An old one' })], clock.now());
  for (const [day, paperIds] of [
    ['2026-04-28', ['hep-th/9901001']],
    ['2026-04-20', ['2604.00008']],
  ] as const)
    await store.editions.save({ day, state: 'closed', paperIds, fetchedAt: clock.now() });
  await wish(store, { publicName: 'ml-papers' });
  clock.set('2026-04-30T09:00:10Z');
  await world.tick();
  const out = await mkdtemp(join(tmpdir(), 'paperboy-site-'));
  onTestFinished(() => rm(out, { recursive: true, force: true }));
  const similar = ['hep-th/9901001', '2604.99999', '2604.00002'];
  const deps: Omit<WebDeps, 'site'> = {
    ...{ clock, wallClock: clock, log, store },
    findCardSummary: ({ abstract }) => ({ text: abstract, by: 'abstract' }),
    makeCards: async (listed) => listed.map(({ abstract }) => ({ text: abstract, by: 'abstract' })),
    search: {
      search: async () => ({ hits: [], total: 0, tookMs: 1, notes: [] }),
      findSimilar: async () => ({
        hits: similar.map((paperId) => ({ paperId, score: 1, snippet: [] })),
        ...{ total: 3, tookMs: 1, notes: [] },
      }),
    },
  };
  const progress: number[] = [];
  const run = (more: Partial<Parameters<typeof exportSite>[1]> = {}) =>
    exportSite(deps, {
      ...{ out, url: `https://name.github.io${UNDER}/`, days: 2, signal: new AbortController().signal },
      onProgress: (done, total) => void progress.push(done / total),
      ...more,
    });
  return { ...world, out, run, progress };
}

/** The folder as GitHub Pages serves it: below a path, folders by their `index.html`, nothing computed. */
async function serve(out: string): Promise<string> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname);
    const inside = path.startsWith(`${UNDER}/`) ? path.slice(UNDER.length + 1) : undefined;
    const file = inside === '' || inside?.endsWith('/') ? `${inside}index.html` : inside;
    if (file === undefined || !existsSync(join(out, file)) || (await stat(join(out, file))).isDirectory())
      return response.writeHead(404).end();
    const type = TYPES.get(file.split('.').at(-1) ?? '') ?? 'text/plain';
    return response.writeHead(200, { 'content-type': type }).end(await readFile(join(out, file)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Every link and form of a page. */
function linksIn(html: string): { links: string[]; forms: number } {
  const links: string[] = [];
  let forms = 0;
  const visit = (node: object): void => {
    if ('name' in node && node.name === 'form') forms += 1;
    const { href, src } = ('attribs' in node ? node.attribs : {}) as Record<string, string>;
    links.push(...[href, src].filter((link) => link !== undefined));
    if ('children' in node) for (const child of node.children as object[]) visit(child);
  };
  visit(parseDocument(html));
  return { links, forms };
}

describe('the pages as files', () => {
  it('have no dead link and no form, served from a folder of another site', async () => {
    const { out, run, progress } = await aBot();
    const { pages, written, removed } = await run();
    expect([written, removed]).toEqual([pages, 0]);
    expect(progress.at(-1)).toBe(1);
    const host = await serve(out);
    const waiting = [`${UNDER}/`];
    const seen = new Set(waiting);
    const titles: string[] = [];
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      const answer = await fetch(host + path);
      expect([path, answer.status]).toEqual([path, 200]);
      const text = await answer.text();
      if (!answer.headers.get('content-type')?.startsWith('text/html')) continue;
      titles.push(/<title>([^<]*)/.exec(text)?.[1] ?? '');
      const { links, forms } = linksIn(text);
      expect([path, forms]).toEqual([path, 0]);
      expect(text).toContain('This is a copy of the pages');
      for (const link of links) {
        const url = new URL(link, `https://name.github.io${path}`);
        if (url.host !== 'name.github.io' || seen.has(url.pathname)) continue;
        seen.add(url.pathname);
        waiting.push(url.pathname);
      }
    }
    // Everything is reached but for what programs alone ask for.
    const files = (await readdir(out, { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    );
    const sitemaps = ['sitemap.xml', 'sitemap/pages.xml', 'sitemap/2026-04.xml'];
    const unlinked = ['.nojekyll', '.paperboy-files.json', '404.html', 'robots.txt', ...sitemaps];
    expect(seen.size + unlinked.length).toBe(files.length);
    for (const title of ['Paper number 1', 'An old one', 'Papers of the channel ml-papers', 'Channels'])
      expect(titles).toContain(`${title} · Paperboy`);
    // A day that is not exported is linked from nowhere, and neither is a similar paper.
    expect([...seen].filter((path) => path.includes('2026-04-20') || path.includes('99999'))).toEqual([]);
  });

  it('have every page of a long week', async () => {
    const { out, run, store, clock } = await aBot();
    const long = papers(130);
    await store.papers.save(long, clock.now());
    const paperIds = long.map(({ id }) => id);
    await store.editions.save({ day: '2026-04-29', state: 'closed', paperIds, fetchedAt: clock.now() });
    await run();
    const read = (file: string) => readFile(join(out, 'week/2026-W18', file), 'utf8');
    expect(await read('index.html')).toContain(`href="${UNDER}/week/2026-W18/2/"`);
    expect(await read('3/index.html')).toContain(`href="${UNDER}/week/2026-W18/2/"`);
    expect(await read('2/feed.json')).toContain(`https://name.github.io${UNDER}/week/2026-W18/3/feed.json`);
    expect(existsSync(join(out, 'week/2026-W18/4'))).toBe(false);
  });

  it('have the same feeds, with whole addresses', async () => {
    const { out, run } = await aBot();
    await run();
    const read = (file: string) => readFile(join(out, file), 'utf8');
    const root = `https://name.github.io${UNDER}`;
    for (const folder of ['', '2026-04-30/', 'week/2026-W18/', 'channel/ml-papers/']) {
      const rss = parseRssFeed(await read(`${folder}feed.xml`));
      const atom = parseAtomFeed(await read(`${folder}atom.xml`));
      const json = parseJsonFeed(await read(`${folder}feed.json`));
      expect(rss.items?.[0]?.link).toBe(`${root}/paper/2604.00001/`);
      expect(atom.id).toBe(`${root}/${folder}atom.xml`);
      expect(json.items?.[0]?.id).toBe('https://arxiv.org/abs/2604.00001');
      expect(rss.link).toBe(`${root}/${folder}`);
    }
    const addresses = async (file: string) => {
      const sitemap = new DOMParser().parseFromString(await read(file), 'text/xml');
      return [...sitemap.getElementsByTagName('loc')].map(({ textContent }) => textContent);
    };
    expect(await addresses('sitemap.xml')).toEqual([
      `${root}/sitemap/pages.xml`,
      `${root}/sitemap/2026-04.xml`,
    ]);
    expect(await addresses('sitemap/pages.xml')).toContain(`${root}/channel/ml-papers/`);
    expect(await addresses('sitemap/2026-04.xml')).toContain(`${root}/2026-04-28/`);
    expect(await addresses('sitemap/2026-04.xml')).not.toContain(`${root}/2026-04-20/`);
  });

  it('are written again only where something has changed, and deleted where they are no page any more', async () => {
    const { out, run, store, clock } = await aBot();
    await run();
    await writeFile(join(out, 'CNAME'), 'papers.example.org');
    const day = join(out, '2026-04-28/index.html');
    expect(await run()).toMatchObject({ written: 0, removed: 0 });
    await rm(day);
    expect(await run()).toMatchObject({ written: 1, removed: 0 });
    await wish(store, { publicName: undefined });
    await store.papers.save([aPaper({ ...papers(1)[0], title: 'Renamed' })], clock.now());
    const { removed } = await run();
    expect(removed).toBe(5);
    expect(await readFile(join(out, 'paper/2604.00001/index.html'), 'utf8')).toContain('Renamed');
    expect(existsSync(join(out, 'channel/ml-papers'))).toBe(false);
    for (const file of await readdir(out, { recursive: true }))
      if ((await stat(join(out, file))).isFile())
        expect([file, (await readFile(join(out, file), 'utf8')).includes('ml-papers')]).toEqual([
          file,
          false,
        ]);
    // What is not ours stays.
    expect(existsSync(join(out, 'CNAME'))).toBe(true);
  });

  it('can be stopped in the middle and begun again', async () => {
    const { out, run, store } = await aBot();
    const stop = new AbortController();
    const onProgress = (done: number) => void (done === 12 && stop.abort());
    await expect(run({ signal: stop.signal, onProgress })).rejects.toThrow('abort');
    expect(existsSync(join(out, 'index.html'))).toBe(true);
    // Meanwhile a channel is not public any more: what was written of it goes.
    await wish(store, { publicName: undefined });
    const { pages, written } = await run();
    expect(written).toBeLessThan(pages);
    expect(existsSync(join(out, 'channel/ml-papers'))).toBe(false);
  });

  it('are never deleted outside of the folder, whatever its list says', async () => {
    const { out, run } = await aBot();
    const other = await mkdtemp(join(tmpdir(), 'paperboy-other-'));
    onTestFinished(() => rm(other, { recursive: true, force: true }));
    await writeFile(join(other, 'mine.txt'), '');
    const list = ['../mine.txt', `../${other.split('/').at(-1)}/mine.txt`, join(other, 'mine.txt'), '..', 7];
    await writeFile(join(out, '.paperboy-files.json'), JSON.stringify(list));
    expect(await run()).toMatchObject({ removed: 0 });
    expect(existsSync(join(other, 'mine.txt'))).toBe(true);
    await writeFile(join(out, '.paperboy-files.json'), '{');
    expect(await run()).toMatchObject({ written: 0, removed: 0 });
  });

  it('say what is wrong with where they are to go', async () => {
    const { out, run, clock } = await aBot();
    const file = join(out, 'file');
    await writeFile(file, '');
    await expect(run({ out: file })).rejects.toThrow('is a file, and no folder');
    await expect(run({ out: join(file, 'in') })).rejects.toThrow('is a file, and no folder');
    for (const url of ['name.github.io', 'ftp://x', ''])
      await expect(run({ url })).rejects.toThrow('is not a web address');
    const closed = join(out, 'closed');
    await run({ out: closed });
    if (process.getuid?.() !== 0) {
      await chmod(closed, 0o500);
      await writeFile(join(closed, 'index.html'), 'old').catch(() => undefined);
      await expect(run({ out: closed })).rejects.toThrow('cannot be written by this user');
      await chmod(closed, 0o700);
    }
    clock.set('2020-01-01T00:00:00Z');
    await expect(run()).rejects.toThrow('There are no papers to make pages of.');
  });
});
