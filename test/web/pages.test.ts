import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../src/search/query/query.ts';
import { aPaper, papers, saveEdition } from '../support/builders.ts';
import { aSite, toPath } from './harness.ts';

async function aFullSite() {
  const listed = papers(3);
  const site = await aSite({
    search: {
      search: async (query) => ({
        ...{ total: query.includes('nothing') ? 0 : 45, tookMs: 1, notes: [] },
        hits: query.includes('nothing')
          ? []
          : listed.map(({ id }) => ({ paperId: id, score: 1, snippet: [] })),
      }),
      findSimilar: async () => ({
        hits: [{ paperId: '2604.00002', score: 1, snippet: [] }],
        total: 1,
        tookMs: 1,
        notes: [],
      }),
    },
  });
  const { store, clock } = site;
  await store.papers.save([aPaper({ id: 'hep-th/9901001', title: 'An old one' })], clock.now());
  await store.editions.save({
    day: '2026-04-28',
    state: 'closed',
    paperIds: ['hep-th/9901001'],
    fetchedAt: clock.now(),
  });
  return { ...site, text: async (path: string) => (await site.get(path)).text() };
}

function listLocations(sitemap: string): string[] {
  return [...sitemap.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => url);
}

describe('the pages', () => {
  it('show the newest day, each day, and the way between them', async () => {
    const { text } = await aFullSite();
    const newest = await text('/');
    expect(newest).toContain('Papers of Thu, Apr 30, 2026');
    expect(newest).toContain('href="/paper/2604.00001"');
    expect(newest).toContain('href="/2026-04-28"');
    expect(newest).toContain('property="og:title"');
    expect(newest).toContain('https://papers.example.org/');
    const earlier = await text('/2026-04-28');
    expect(earlier).toContain('An old one');
    expect(earlier).toContain('href="/2026-04-30"');
    expect(earlier).toContain('href="/paper/hep-th/9901001"');
  });

  it('show a week, most upvotes first, under one name', async () => {
    const { text, get } = await aFullSite();
    const week = await text('/week/2026-W18');
    expect(week.indexOf('Paper number 1')).toBeLessThan(week.indexOf('Paper number 2'));
    expect(week).toContain('An old one');
    expect(week).toContain('Most upvotes first.');
    const typed = await text('/week/2026w18');
    expect(typed).toContain('Papers of the week 2026-W18');
    expect(typed).toContain('rel="canonical" href="https://papers.example.org/week/2026-W18"');
    expect(week).toContain('href="/2026-04-30"');
    for (const none of ['/week/2026-W54', '/week/2026-W01', '/week/x'])
      expect((await get(none)).status).toBe(404);
  });

  it('lead from a week to the ones before and after it that have papers', async () => {
    const { text, store, clock } = await aFullSite();
    const paperIds = ['2604.00001'];
    await store.editions.save({ day: '2026-04-16', state: 'closed', paperIds, fetchedAt: clock.now() });
    const week = await text('/week/2026-W18');
    expect(week).toContain('<a href="/week/2026-W16">The week before</a>');
    expect(week).not.toContain('The week after');
    const before = await text('/week/2026-W16');
    expect(before).toContain('<a href="/week/2026-W18">The week after</a>');
    expect(before).toContain('href="/2026-04-16"');
    expect(before).not.toContain('The week before');
  });

  it('show a long week on several pages, each paper once', async () => {
    const { text, get, store, clock } = await aFullSite();
    await saveEdition(store, papers(120), clock.now());
    const pages = ['', '/2', '/3'].map((part) => `/week/2026-W18${part}`);
    const titles: string[] = [];
    for (const [i, path] of pages.entries()) {
      const page = await text(path);
      expect(page).toContain(`Papers of the week 2026-W18, page ${i + 1} of 3`);
      expect(page).toContain(`rel="canonical" href="https://papers.example.org${path}"`);
      expect(page).toContain(`href="${path}/feed.xml"`);
      const links = [...page.matchAll(/<a rel="(prev|next)" href="([^"]+)"/g)].map(([, rel, to]) => [
        rel,
        to,
      ]);
      expect(links).toEqual([
        ...(i > 0 ? [['prev', pages[i - 1]]] : []),
        ...(i < 2 ? [['next', pages[i + 1]]] : []),
      ]);
      titles.push(...[...page.matchAll(/<h2><a href="[^"]+">([^<]+)/g)].map(([, title = '']) => title));
    }
    expect(titles).toHaveLength(121);
    expect(titles.filter((title) => title !== 'An old one')).toEqual(papers(120).map(({ title }) => title));
    expect(await text('/week/2026-W18/1')).toContain(
      'rel="canonical" href="https://papers.example.org/week/2026-W18"',
    );
    for (const none of ['/4', '/0', '/-1', '/1.5', '/x', '/2/3'])
      expect((await get(`/week/2026-W18${none}`)).status).toBe(404);
  });

  it('show a paper with what is like it, by any notation of its id', async () => {
    const { text, get } = await aFullSite();
    const page = await text('/paper/2604.00001');
    expect(page).toContain('Similar papers');
    expect(page).toContain('Paper number 2');
    expect(page).toContain('href="/2026-04-30"');
    expect(await text('/paper/hep-th/9901001')).toContain('An old one');
    expect(await text('/paper/2604.00001v2')).toContain('Paper number 1');
    for (const none of ['/paper/', '/paper/2604.77777', '/paper/..%2f..%2fetc', '/paper/%E0%A4%A'])
      expect((await get(none)).status).toBe(404);
  });

  it('show a paper also where nothing similar can be searched for', async () => {
    const similar = () => Promise.reject(new Error('the index is damaged'));
    const search = async () => ({ hits: [], total: 0, tookMs: 1, notes: [] });
    const { get, log } = await aSite({ search: { search, findSimilar: similar } });
    const answer = await get('/paper/2604.00001');
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain('Paper number 1');
    expect(page).not.toContain('Similar papers');
    expect(log.lines.filter(({ level }) => level === 'warn')).toMatchObject([
      { facts: { err: new Error('the index is damaged'), paper: '2604.00001' } },
    ]);
  });

  it('say what is wrong with a search that cannot be read, and search for pasted text in its plain form', async () => {
    const asked: string[] = [];
    const none = { hits: [], total: 0, tookMs: 1, notes: [] };
    const search = async (query: string) => {
      parseQuery(query);
      asked.push(query);
      return none;
    };
    const { get, log } = await aSite({ search: { search, findSimilar: async () => none } });
    for (const path of ['/search', '/feed.xml', '/atom.xml', '/feed.json']) {
      const answer = await get(`${path}?q=votes:x`);
      expect([path, answer.status]).toEqual([path, 400]);
      expect(answer.headers.get('cache-control')).toBe('no-store');
      const page = await answer.text();
      expect(page).toContain('`votes:x` cannot be read. Write ');
      expect(page).toContain('value="votes:x"');
    }
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    for (const path of ['/search', '/feed.xml'])
      await get(`${path}?q=${encodeURIComponent('“two\u00a0words” votes\uff1a>20')}`);
    expect(asked).toEqual(['"two words" votes:>20', '"two words" votes:>20']);
  });

  it('find papers, page by page', async () => {
    const { text } = await aFullSite();
    const first = await text('/search?q=attention+is');
    expect(first).toContain('45 papers');
    expect(first).toContain('/search?q=attention+is&amp;page=2');
    expect(first).toContain('/feed.xml?q=attention+is');
    const last = await text('/search?q=attention&page=3');
    expect(last).toContain('page=2');
    expect(last).not.toContain('page=4');
    expect(await text('/search?q=nothing')).toContain('Nothing found');
    expect(await text('/search?q=x&page=-5')).toContain('page=2');
  });

  it('allow nothing inline and nothing from elsewhere, on any page', async () => {
    const { get, post, reader, links } = await aSite();
    const own = [links.toChangeLink(await reader()), links.toUnsubscribeLink(await reader())].map(toPath);
    const pages = ['/', '/2026-04-30', '/week/2026-W18', '/paper/2604.00001', '/search?q=x', '/channel'];
    const others = ['/sign-up', '/feed.xml', '/sitemap.xml', '/style.css', '/nothing', '/mail/change/x.y'];
    const answers = [...pages, ...others, ...own].map((path) => get(path));
    for (const answer of await Promise.all([...answers, post('/sign-up', { address: 'nobody' })])) {
      const policy = answer.headers.get('content-security-policy');
      expect(policy).toMatch(/^default-src 'none'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe-|\*|https?:|data:/);
    }
  });

  it('are no pages for what is no day', async () => {
    const { get } = await aFullSite();
    for (const path of ['/2026-02-31', '/2026-04-29', '/favicon.ico', '/2026-4-30', '/__proto__'])
      expect([path, (await get(path)).status]).toEqual([path, 404]);
  });

  it('show search engines where to look, and where not', async () => {
    const { text, get } = await aFullSite();
    expect(await text('/robots.txt')).toContain('Sitemap: https://papers.example.org/sitemap.xml');
    const root = 'https://papers.example.org';
    expect(listLocations(await text('/sitemap.xml'))).toEqual([
      `${root}/sitemap/pages.xml`,
      `${root}/sitemap/2026-04.xml`,
    ]);
    expect(listLocations(await text('/sitemap/pages.xml'))).toEqual([`${root}/`]);
    expect(listLocations(await text('/sitemap/2026-04.xml'))).toEqual([
      ...[`${root}/2026-04-28`, `${root}/2026-04-30`, `${root}/week/2026-W18`],
      `${root}/paper/hep-th/9901001`,
      ...papers(8).map(({ id }) => `${root}/paper/${id}`),
    ]);
    for (const none of ['2026-03.xml', '2026-04', '2026-13.xml', 'x.xml'])
      expect((await get(`/sitemap/${none}`)).status).toBe(404);
  });

  it('have no sitemap of lists that are still to come', async () => {
    const { get, store, clock } = await aFullSite();
    const paperIds = ['2604.00001'];
    await store.editions.save({ day: '2026-05-01', state: 'filling', paperIds, fetchedAt: clock.now() });
    expect((await get('/sitemap/2026-05.xml')).status).toBe(404);
  });

  it('are under a path where the address has one', async () => {
    const { createSite } = await import('../../src/web/base/site.ts');
    const { get } = await aSite({ site: createSite('https://example.org/papers/') });
    const page = await (await get('/')).text();
    expect(page).toContain('href="/papers/style.css"');
    expect(page).toContain('https://example.org/papers/');
  });
});
