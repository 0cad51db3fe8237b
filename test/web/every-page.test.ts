import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { createPages } from '../../src/web/app.ts';
import { aPaper, until } from '../support/builders.ts';
import { unseenIn } from '../support/unseen.ts';
import { aSiteOfEveryKind } from './every-kind.ts';
import { aSite } from './harness.ts';
import { findInjected, readElements, readPreview } from './page-tree.ts';

const HOSTILE =
  '"\'><script>alert(1)</script><img src=x onerror=alert(1)></title></h1> &amp; \u202eevil\u0007\u0000';
/** What of it may be read on a page: as text, and nothing else. */
const AS_TEXT = '<script>alert(1)</script><img src=x onerror=alert(1)></title></h1>';

const hostilePaper = {
  ...aPaper({ id: '2604.99999', title: HOSTILE, abstract: HOSTILE, authors: [HOSTILE, HOSTILE] }),
  ...{ organization: HOSTILE, keywords: [HOSTILE], categories: [HOSTILE], upvotes: 999 },
  ...{ codeUrl: 'javascript:alert(1)', projectUrl: `https://example.org/?"><script>alert(1)</script>` },
};

/** Everything that can be typed into a form of ours. */
const HOSTILE_FORM = {
  ...{ address: HOSTILE, channel: HOSTILE, often: HOSTILE, time: HOSTILE, zone: HOSTILE },
  ...{ topics: HOSTILE, recap: HOSTILE, 'seen-topics': HOSTILE },
};

function expectSound(kind: string, page: string): void {
  expect([kind, findInjected(page)]).toEqual([kind, []]);
  expect([kind, unseenIn(page), page.match(/<script|javascript:/g)]).toEqual([kind, [], null]);
  const names = readElements(page).map(({ name }) => name);
  for (const once of ['html', 'head', 'title', 'body', 'main', 'h1'])
    expect([kind, once, names.filter((name) => name === once).length]).toEqual([kind, once, 1]);
}

/** An answer as it came over the network, not yet unpacked. */
function ask(
  address: string,
  headers: Record<string, string>,
): Promise<{ status: number; headers: Headers; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const sent = request(address, { headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk);
      resolve({
        ...{ status: answer.statusCode ?? 0, body: Buffer.concat(chunks) },
        headers: new Headers(answer.headers as Record<string, string>),
      });
    });
    sent.on('error', reject).end();
  });
}

describe('every kind of page', () => {
  it('escapes everything that papers, people and addresses bring', async () => {
    const { open, own, text, get, post, store } = await aSiteOfEveryKind([hostilePaper]);
    await store.papers.save([hostilePaper], Date.parse('2026-04-30T08:00:00Z'));
    const shown: string[] = [];
    for (const [kind, path] of [...open, ...Object.entries(own)]) {
      const answer = await get(path);
      expect([kind, answer.status]).toEqual([kind, 200]);
      const page = await answer.text();
      expectSound(kind, page);
      const seen = readElements(page).find(({ name }) => name === 'main');
      if (JSON.stringify(page).includes('&lt;script&gt;alert(1)')) shown.push(kind);
      expect(seen).toBeDefined();
    }
    // Where a paper is shown its title was there, to be read.
    expect(shown).toEqual(
      expect.arrayContaining([
        'newest day',
        'day',
        'week',
        'paper',
        'search',
        'channel',
        'day of a channel',
        'vote',
      ]),
    );
    const typed = encodeURIComponent(HOSTILE);
    for (const path of [
      ...[`/search?q=${typed}`, `/search?q=x&page=${typed}`, `/search?q=author:${typed}`],
      ...[
        `/sign-up?channel=${typed}`,
        `/${typed}`,
        `/paper/${typed}`,
        `/week/${typed}`,
        `/week/2026-W18/${typed}`,
      ],
      ...[
        `/channel/${typed}`,
        `/channel/ml-papers/${typed}`,
        `/sitemap/${typed}`,
        `/feed.xml?topics=${typed}`,
      ],
      ...[
        `/mail/confirm/${typed}`,
        `/mail/change/${typed}`,
        `/mail/unsubscribe/${typed}`,
        `/mail/vote/${typed}/up`,
      ],
    ]) {
      const answer = await get(path);
      expect([path, answer.status < 500]).toEqual([path, true]);
      if (answer.headers.get('content-type')?.startsWith('text/html')) expectSound(path, await answer.text());
    }
    for (const path of ['/sign-up', own.settings]) {
      const answer = await post(path, HOSTILE_FORM);
      expect([path, answer.status]).toEqual([path, 400]);
      expectSound(path, await answer.text());
      const topics = { ...HOSTILE_FORM, address: 'a@example.org', channel: '', time: '9:00', zone: 'UTC' };
      expectSound(path, await (await post(path, topics)).text());
    }
    // What was typed as topics is saved, and is on the reader’s own page.
    await post(own.settings, { time: '9:00', zone: 'UTC', topics: HOSTILE, 'seen-topics': HOSTILE });
    for (const path of [own.settings, own.confirm]) expectSound(path, await text(path));
    expectSound('unsubscribed', await (await post(own.unsubscribe, HOSTILE_FORM)).text());
  });

  it('says for previews what it is and where, and nothing of what only one reader sees', async () => {
    const { open, own, text } = await aSiteOfEveryKind([hostilePaper]);
    const titles = new Map<string, string>();
    for (const [kind, path] of open) {
      const page = await text(path);
      const {
        'og:title': title = '',
        'og:description': about = '',
        'og:url': url,
        ...rest
      } = readPreview(page);
      expect([kind, rest]).toEqual([kind, { 'og:site_name': 'Paperboy', 'og:type': 'website' }]);
      expect(page.replaceAll(/&[a-z0-9#]+;/g, '')).toContain(title.replaceAll(/["&'<>]/g, '').slice(0, 8));
      expect([kind, about.length > 20, title.length > 5]).toEqual([kind, true, true]);
      // What was searched for has no address of its own that should be found.
      const isFound = !path.startsWith('/search');
      expect([kind, url]).toEqual([
        kind,
        isFound ? `https://papers.example.org${path.split('?')[0]}` : undefined,
      ]);
      const canonical = readElements(page).find(({ attribs }) => attribs.rel === 'canonical')?.attribs.href;
      expect([kind, canonical]).toEqual([kind, url]);
      titles.set(kind, title);
    }
    expect(titles.get('paper')).toContain(AS_TEXT);
    for (const [kind, path] of Object.entries(own)) {
      const page = await text(path);
      expect([kind, readPreview(page)]).toEqual([kind, {}]);
      expect(page).toContain('<meta name="robots" content="noindex">');
    }
  });

  it('comes over the network in small, and is answered in a few bytes where it has not changed', async () => {
    const site = await aSiteOfEveryKind();
    const { open, own, wallClock } = site;
    const url = await site.served();
    const files = [
      '/feed.xml',
      '/week/2026-W18/atom.xml',
      '/channel/ml-papers/feed.json',
      '/sitemap.xml',
      '/style.css',
    ];
    for (const [kind, path] of [...open, ...files.map((file) => [file, file] as const)]) {
      wallClock.advance(60_000);
      if (kind === 'paper') await until(() => hasSimilar(url + path), 'similar papers are found');
      const plain = await ask(url + path, {});
      const small = await ask(url + path, { 'accept-encoding': 'gzip' });
      expect([kind, plain.status, plain.headers.get('content-encoding')]).toEqual([kind, 200, null]);
      expect([kind, small.headers.get('content-encoding')]).toEqual([kind, 'gzip']);
      expect([kind, gunzipSync(small.body).equals(plain.body)]).toEqual([kind, true]);
      expect(small.body.length).toBeLessThan(plain.body.length);
      // A cache on the way keeps one for each.
      expect([kind, plain.headers.get('vary'), small.headers.get('vary')]).toEqual([
        ...[kind, 'Accept-Encoding', 'Accept-Encoding'],
      ]);
      expect(plain.headers.get('cache-control')).toMatch(/^(?:public, max-age=|no-cache$)/);
      for (const [headers, { headers: sent }] of [
        [{}, plain],
        [{ 'accept-encoding': 'gzip' }, small],
      ] as const) {
        const again = await ask(url + path, { ...headers, 'if-none-match': sent.get('etag') ?? 'none' });
        expect([kind, again.status, again.body.length]).toEqual([kind, 304, 0]);
        const other = await ask(url + path, { ...headers, 'if-none-match': '"another"' });
        expect([kind, other.status]).toEqual([kind, 200]);
      }
    }
    // Nobody on the way may keep what is one reader’s own.
    for (const [kind, path] of Object.entries(own)) {
      const small = await ask(url + path, { 'accept-encoding': 'gzip' });
      expect([kind, small.headers.get('cache-control')]).toEqual([kind, 'no-store']);
      expect([kind, gunzipIfSmall(small.body).includes('<h1>')]).toEqual([kind, true]);
    }
  });

  it('changes with what it shows: the answer is new, and so is its ETag', async () => {
    const site = await aSiteOfEveryKind();
    const { store, clock, get, paperId } = site;
    const isAbout = new Set(['newest day', 'day', 'week', 'paper', 'search', 'channel', 'day of a channel']);
    const pages = site.open.filter(([kind]) => isAbout.has(kind));
    const before = new Map<string, string>();
    for (const [kind, path] of pages) before.set(kind, (await get(path)).headers.get('etag') ?? '');
    await store.papers.save([aPaper({ id: paperId, title: 'Another title', upvotes: 999 })], clock.now());
    for (const [kind, path] of pages) {
      const answer = await get(path, { 'if-none-match': before.get(kind) ?? '' });
      expect([kind, answer.status]).toEqual([kind, 200]);
      expect(await answer.text()).toContain('Another title');
    }
  });
});

/** From then on the page stays as it is. */
async function hasSimilar(address: string): Promise<boolean> {
  return (await ask(address, {})).body.includes('<h2>Similar papers</h2>');
}

function gunzipIfSmall(body: Buffer): Buffer {
  return body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
}

describe('who asks for too many pages', () => {
  it('reads so on a page, for how long, and others do not; later it goes on', async () => {
    const site = await aSiteOfEveryKind();
    const url = await site.served();
    const from = (address: string) => ask(`${url}/sign-up`, { 'x-forwarded-for': address });
    const statuses: number[] = [];
    for (let i = 0; i < 122; i++) statuses.push((await from('203.0.113.1')).status);
    expect(statuses).toEqual([...Array.from({ length: 120 }, () => 200), 429, 429]);
    const refused = await from('203.0.113.1');
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.headers.get('cache-control')).toBe('no-store');
    expect(refused.headers.get('content-type')).toMatch(/^text\/html/);
    expect(refused.headers.get('content-security-policy')).toMatch(/^default-src 'none'/);
    expect(refused.body.toString()).toContain('That was a lot at once. Try again in 1 s.');
    expect((await from('203.0.113.2')).status).toBe(200);
    site.wallClock.advance(500);
    expect((await from('203.0.113.1')).status).toBe(200);
    expect((await from('203.0.113.1')).status).toBe(429);
  });
});

it('before there are papers the first page says so', async () => {
  const { deps, log } = await aSite();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const answer = await createPages({ ...deps, store }).request('/');
  expect(answer.status).toBe(200);
  expect(await answer.text()).toMatch(/<h1>No papers yet<\/h1>\s*<p>No papers are saved yet/);
});

it('robots.txt keeps programs from searches and from one reader’s own pages, and names the sitemap', async () => {
  const { text } = await aSiteOfEveryKind();
  expect(await text('/robots.txt')).toBe(
    [
      ...['User-agent: *', 'Disallow: /mail/', 'Disallow: /search'],
      ...['Sitemap: https://papers.example.org/sitemap.xml', ''],
    ].join('\n'),
  );
});
