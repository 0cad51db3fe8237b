import { DOMParser, ParseError } from '@xmldom/xmldom';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, it } from 'vitest';
import { aPaper, papers, saveEdition } from '../support/builders.ts';
import { aSite } from './harness.ts';

const HOSTILE =
  '<script>alert(1)</script> ]]> &amp; "\' \u0007\u0000\ufffe\uffff \ud800 <![CDATA[x]]> {{x}} 🦄';

/** What a strict parser says of a text; nothing where it is well-formed. */
function findFaults(text: string): string[] {
  const faults: string[] = [];
  const onError = (level: string, message: string) => void (level === 'warning' ? 0 : faults.push(message));
  try {
    new DOMParser({ onError }).parseFromString(text, 'text/xml');
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
  }
  return faults;
}

/** Characters that XML 1.0 has no place for. */
function forbiddenIn(text: string): string[] {
  return [...text].filter(
    (char) =>
      (char < ' ' && !'\t\n\r'.includes(char)) || '\ufffe\uffff'.includes(char) || !char.isWellFormed(),
  );
}

async function aHostileSite() {
  const site = await aSite();
  const hostile = aPaper({
    id: '2604.99999',
    title: HOSTILE,
    abstract: HOSTILE.repeat(3),
    authors: [HOSTILE, 'Ada Lovelace'],
    organization: HOSTILE,
    codeUrl: 'javascript:alert(1)',
    projectUrl: 'https://example.org/?a=1&b="<x>',
  });
  await saveEdition(site.store, [hostile, ...papers(8)], site.clock.now());
  return site;
}

describe('the feeds', () => {
  it.each(['/feed.xml', '/atom.xml', '/sitemap.xml', '/sitemap/pages.xml', '/sitemap/2026-04.xml'])(
    '%s is well-formed, whatever a title holds',
    async (path) => {
      const { get } = await aHostileSite();
      const answer = await get(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toMatch(/xml; charset=utf-8$/);
      const text = await answer.text();
      expect(findFaults(text)).toEqual([]);
      expect(forbiddenIn(text)).toEqual([]);
    },
  );

  it('say in the terms of each format which one they are', async () => {
    const { get } = await aSite();
    const readRoot = async (path: string) =>
      new DOMParser().parseFromString(await (await get(path)).text(), 'text/xml').documentElement;
    const rss = await readRoot('/feed.xml');
    expect([rss?.tagName, rss?.getAttribute('version')]).toEqual(['rss', '2.0']);
    const atom = await readRoot('/atom.xml');
    expect([atom?.localName, atom?.namespaceURI]).toEqual(['feed', 'http://www.w3.org/2005/Atom']);
    expect(await (await get('/feed.json')).json()).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
    });
  });

  it('the parsers of the test do bite', () => {
    expect(findFaults('<a><b></a>').length).toBeGreaterThan(0);
    expect(forbiddenIn('a\u0007')).toHaveLength(1);
  });

  it('say the same papers to feed readers in each format, under ids that stay', async () => {
    const { get } = await aHostileSite();
    const rss = parseRssFeed(await (await get('/feed.xml')).text());
    const atom = parseAtomFeed(await (await get('/atom.xml')).text());
    const json = parseJsonFeed(await (await get('/feed.json')).text());
    const ids = ['2604.99999', ...papers(8).map(({ id }) => id)].map((id) => `https://arxiv.org/abs/${id}`);
    expect(rss.items?.map(({ guid }) => guid?.value)).toEqual(ids);
    expect(atom.entries?.map(({ id }) => id)).toEqual(ids);
    expect(json.items?.map(({ id }) => id)).toEqual(ids);
    const titles = [rss.items?.[0]?.title, json.items?.[0]?.title];
    for (const title of titles) expect(title).toContain('<script>alert(1)</script> ]]> &amp;');
    expect(json.items?.[0]?.content_html).not.toContain('<script>');
    expect(json.items?.[0]?.content_html).not.toContain('javascript:');
    expect(rss.items?.[1]?.link).toBe('https://papers.example.org/paper/2604.00001');
  });

  it('name the authors to readers of JSON Feed 1, too, and leave out a summary that is empty', async () => {
    const { get, store, clock } = await aSite({ findCardSummary: () => undefined });
    const listed = [
      aPaper({ id: '2604.00401', authors: ['Ada Lovelace', 'Alan Turing'] }),
      aPaper({ id: '2604.00402', authors: [] }),
    ];
    await saveEdition(store, listed, clock.now());
    const { items } = (await (await get('/feed.json')).json()) as { items: Array<Record<string, unknown>> };
    expect(items.slice(0, 2).map(({ author }) => author)).toEqual([
      { name: 'Ada Lovelace, Alan Turing' },
      undefined,
    ]);
    expect(items[0]?.authors).toEqual([{ name: 'Ada Lovelace' }, { name: 'Alan Turing' }]);
    // Some readers show an empty summary as the tag of it.
    expect(await (await get('/atom.xml')).text()).not.toContain('<summary');
  });

  it.each([
    ['q', `${'a'.repeat(299)} and more`],
    ['topics', Array.from({ length: 60 }, (_, i) => `w${1000 + i}`).join(',')],
  ])('are the same at the address that they name, however long a %s was asked for', async (name, asked) => {
    const { get } = await aSite();
    const first = await (await get(`/atom.xml?${new URLSearchParams({ [name]: asked })}`)).text();
    const { pathname, search } = new URL(parseAtomFeed(first).id ?? '');
    expect(await (await get(`${pathname}${search}`)).text()).toBe(first);
  });

  it('of a long week go on in another feed, which each format names, with the papers of its pages', async () => {
    const { get, store, clock } = await aSite();
    const long = papers(120);
    await saveEdition(store, long.slice(60), clock.now());
    await store.papers.save(long.slice(0, 60), clock.now());
    const paperIds = long.slice(0, 60).map(({ id }) => id);
    await store.editions.save({ day: '2026-04-28', state: 'closed', paperIds, fetchedAt: clock.now() });
    const ids: Array<string | undefined> = [];
    for (const [part, next] of [
      ['', '/2'],
      ['/2', '/3'],
      ['/3', undefined],
    ] as const) {
      const under = `/week/2026-W18${part}`;
      const read = async (file: string) => (await get(`${under}/${file}`)).text();
      const to = (file: string) => next && `https://papers.example.org/week/2026-W18${next}/${file}`;
      const atom = parseAtomFeed(await read('atom.xml'));
      expect(atom.links?.find(({ rel }) => rel === 'next')?.href).toBe(to('atom.xml'));
      const rss = parseRssFeed(await read('feed.xml'));
      expect(rss.atom?.links?.find(({ rel }) => rel === 'next')?.href).toBe(to('feed.xml'));
      const json = parseJsonFeed(await read('feed.json'));
      expect(json.next_url).toBe(to('feed.json'));
      expect(rss.link).toBe(`https://papers.example.org${under}`);
      const ofPart = (json.items ?? []).map(({ id }) => id?.replace('https://arxiv.org/abs/', ''));
      const page = await (await get(under)).text();
      const links = [...page.matchAll(/<h2><a href="\/paper\/([^"]+)"/g)].map(([, id]) => id);
      expect(ofPart).toEqual(links);
      ids.push(...ofPart);
    }
    // Most upvotes first, on whatever day of the week.
    expect(ids).toEqual(long.map(({ id }) => id));
    for (const none of ['/4', '/0', '/x'])
      expect((await get(`/week/2026-W18${none}/feed.xml`)).status).toBe(404);
  });

  it('hold only what is asked for', async () => {
    const { get, store, clock } = await aSite();
    const listed = [aPaper({ id: '2604.00101', title: 'Agents that plan' }), ...papers(3)];
    await saveEdition(store, listed, clock.now());
    const feed = parseRssFeed(await (await get('/feed.xml?topics=agents')).text());
    expect(feed.items?.map(({ title }) => title)).toEqual(['Agents that plan']);
    expect(feed.title).toBe('Paperboy: agents');
    // As a phone types it, with what nobody sees.
    const pasted = await get(`/feed.json?topics=${encodeURIComponent('\u200bagents\u00a0')}`);
    expect(await pasted.json()).toMatchObject({ items: [{ title: 'Agents that plan' }] });
    expect((await (await get('/feed.json?topics=nothing-like-it')).json()) as object).toMatchObject({
      items: [],
    });
  });

  it('are answered in a few bytes when nothing has changed', async () => {
    const { get } = await aSite();
    for (const path of ['/feed.xml', '/atom.xml', '/feed.json', '/', '/2026-04-30', '/paper/2604.00001']) {
      const first = await get(path);
      const etag = first.headers.get('etag') ?? '';
      const again = await get(path, { 'if-none-match': etag });
      expect([path, again.status]).toEqual([path, 304]);
      expect(await again.text()).toBe('');
    }
  });

  it('are there for a day, a week and a search as for the newest papers, each found from its page', async () => {
    const { get, store, clock } = await aSite({
      search: {
        search: async () => ({
          ...{ total: 1, tookMs: 1, notes: [] },
          hits: [{ paperId: '2604.00002', score: 1, snippet: [] }],
        }),
        findSimilar: async () => ({ hits: [], total: 0, tookMs: 1, notes: [] }),
      },
    });
    await store.papers.save([aPaper({ id: '2604.00201', title: 'Of Tuesday' })], clock.now());
    const tuesday = { day: '2026-04-28', state: 'closed', paperIds: ['2604.00201'] } as const;
    await store.editions.save({ ...tuesday, fetchedAt: clock.now() });
    const newest = papers(8).map(({ title }) => title);
    for (const [page, prefix, suffix, titles] of [
      ['/', '', '', [...newest, 'Of Tuesday']],
      ['/2026-04-30', '/2026-04-30', '', newest],
      ['/2026-04-28', '/2026-04-28', '', ['Of Tuesday']],
      ['/week/2026-W18', '/week/2026-W18', '', [...newest, 'Of Tuesday']],
      ['/search?q=a+b', '', '?q=a+b', ['Paper number 2']],
    ] as const) {
      const links = await (await get(page)).text();
      for (const file of ['feed.xml', 'atom.xml', 'feed.json'])
        expect(links).toContain(`href="${prefix}/${file}${suffix}"`);
      const rss = parseRssFeed(await (await get(`${prefix}/feed.xml${suffix}`)).text());
      expect([page, rss.items?.map(({ title }) => title)]).toEqual([page, titles]);
      const atom = parseAtomFeed(await (await get(`${prefix}/atom.xml${suffix}`)).text());
      expect(atom.id).toBe(`https://papers.example.org${prefix}/atom.xml${suffix}`);
      const json = parseJsonFeed(await (await get(`${prefix}/feed.json${suffix}`)).text());
      expect(json.items?.map(({ id }) => id)).toEqual(atom.entries?.map(({ id }) => id));
    }
    for (const none of ['/2026-04-29', '/2026-02-31', '/week/2026-W54', '/week/x', '/x'])
      for (const file of ['feed.xml', 'atom.xml', 'feed.json'])
        expect([none, (await get(`${none}/${file}`)).status]).toEqual([none, 404]);
  });

  it('are there for a paper: itself and its similar papers, by an old id too', async () => {
    const similar = ['2604.00003', '2604.00401', '2604.77777', 'hep-th/9901001'];
    const { get, store, clock } = await aSite({
      similar: { read: async ({ id }) => similar.filter((other) => other !== id) },
    });
    const old = aPaper({ id: 'hep-th/9901001', title: 'An old one' });
    const withdrawn = aPaper({ id: '2604.00401', title: 'Withdrawn', withdrawnAt: '2026-04-29T00:00:00Z' });
    await store.papers.save([old, withdrawn], clock.now());
    for (const [path, titles] of [
      ['/paper/2604.00001', ['Paper number 1', 'Paper number 3', 'An old one']],
      ['/paper/hep-th/9901001', ['An old one', 'Paper number 3']],
    ] as const) {
      const links = await (await get(path)).text();
      for (const file of ['feed.xml', 'atom.xml', 'feed.json'])
        expect(links).toContain(`href="${path}/${file}"`);
      const rss = parseRssFeed(await (await get(`${path}/feed.xml`)).text());
      expect([path, rss.items?.map(({ title }) => title)]).toEqual([path, titles]);
      expect(rss).toMatchObject({
        title: `Paperboy: ${titles[0]}`,
        link: `https://papers.example.org${path}`,
      });
      const atom = parseAtomFeed(await (await get(`${path}/atom.xml`)).text());
      expect(atom.id).toBe(`https://papers.example.org${path}/atom.xml`);
      const json = parseJsonFeed(await (await get(`${path}/feed.json`)).text());
      expect(json.items?.map(({ id }) => id)).toEqual(atom.entries?.map(({ id }) => id));
      const first = await get(`${path}/feed.xml`);
      const again = await get(`${path}/feed.xml`, { 'if-none-match': first.headers.get('etag') ?? '' });
      expect(again.status).toBe(304);
    }
    for (const none of ['2604.77777', 'x', 'a/b/c', '%E0%A4%A'])
      expect([none, (await get(`/paper/${none}/feed.xml`)).status]).toEqual([none, 404]);
  });

  it('of a day, a week and a search have only the topics that were asked for, on every part', async () => {
    const { get, store, clock } = await aSite({
      search: {
        search: async () => ({
          hits: ['2604.00002', '2604.00003'].map((paperId) => ({ paperId, score: 1, snippet: [] })),
          ...{ total: 2, tookMs: 1, notes: [] },
        }),
        findSimilar: async () => ({ hits: [], total: 0, tookMs: 1, notes: [] }),
      },
    });
    await saveEdition(store, papers(60), clock.now());
    const root = 'https://papers.example.org';
    for (const [path, more] of [
      ['/2026-04-30', ''],
      ['/week/2026-W18', ''],
      ['', ''],
      ['', 'q=number&'],
      ['/paper/2604.00003', ''],
    ] as const) {
      const asked = `${path}/feed.xml?${more}topics=%22number+3%22`;
      const rss = parseRssFeed(await (await get(asked)).text());
      expect([asked, rss.items?.map(({ title }) => title)]).toEqual([asked, ['Paper number 3']]);
      expect(rss.title).toMatch(/: "number 3"$/);
      const none = `${path}/feed.xml?${more}topics=robots`;
      expect([none, parseRssFeed(await (await get(none)).text()).items ?? []]).toEqual([none, []]);
    }
    const json = parseJsonFeed(await (await get('/week/2026-W18/feed.json?topics=robots')).text());
    expect(json.feed_url).toBe(`${root}/week/2026-W18/feed.json?topics=robots`);
    expect(json.next_url).toBe(`${root}/week/2026-W18/2/feed.json?topics=robots`);
  });

  it('are answered in a few bytes by their date, too, until something changes', async () => {
    const { get, store, clock } = await aSite();
    const [path, date] = ['/2026-04-30/atom.xml', 'last-modified'];
    const ask = async (since: string | null) =>
      (await get(path, since === null ? {} : { 'if-modified-since': since })).status;
    // What is younger than a second may still change within it.
    expect((await get(path)).headers.get(date)).toBeNull();
    clock.advance(60_000);
    const first = (await get(path)).headers.get(date);
    expect(first).toBe('Thu, 30 Apr 2026 08:00:00 GMT');
    expect(await ask(first)).toBe(304);
    expect(await ask('Wed, 29 Apr 2026 08:00:00 GMT')).toBe(200);
    expect(await ask('yesterday')).toBe(200);
    // An ETag that does not match says that something is new.
    const both = { 'if-modified-since': first ?? '', 'if-none-match': '"another"' };
    expect((await get(path, both)).status).toBe(200);
    const listed = [aPaper({ id: '2604.00301', title: 'One more' }), ...papers(8)];
    await saveEdition(store, listed, clock.now());
    clock.advance(60_000);
    const answer = await get(path, { 'if-modified-since': first ?? '' });
    expect(answer.status).toBe(200);
    expect(await answer.text()).toContain('One more');
  });

  it('show no title of a day that is still to come', async () => {
    const { get, store, clock } = await aSite();
    await store.papers.save([aPaper({ id: '2605.00001', title: 'From tomorrow' })], clock.now());
    await store.editions.save({
      day: '2026-05-01',
      state: 'filling',
      paperIds: ['2605.00001'],
      fetchedAt: clock.now(),
    });
    for (const path of ['/', '/feed.xml'])
      expect(await (await get(path)).text()).not.toContain('From tomorrow');
  });
});
