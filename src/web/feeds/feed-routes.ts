import type { Context, Hono } from 'hono';
import { addDays, utcDay } from '../../core/paper/edition.ts';
import type { WebDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { readQuery } from '../base/read-query.ts';
import { type Feed, readFeed } from './feed.ts';
import { toAtom, toJsonFeed, toRss, toSitemap } from './formats.ts';

const FORMATS = [
  { path: '/feed.xml', type: 'application/rss+xml; charset=utf-8', write: toRss },
  { path: '/atom.xml', type: 'application/atom+xml; charset=utf-8', write: toAtom },
  { path: '/feed.json', type: 'application/feed+json; charset=utf-8', write: toJsonFeed },
] as const;

/** A sitemap holds 50,000 addresses at most; the daily lists began in May 2023. */
const FIRST_DAY = '2023-05-01';
const DAYS_AT_ONCE = 400;

/** The same papers for feed readers, and what search engines want to know. */
export function addFeeds(app: Hono<WebEnv>, deps: WebDeps): void {
  for (const { path, type, write } of FORMATS)
    app.get(path, async (c) => {
      const asked = { topics: readQuery(c, 'topics'), q: readQuery(c, 'q') };
      return sendFeed(c, await readFeed(deps, asked, path), { type, write });
    });
  app.get('/robots.txt', (c) => {
    const lines = [
      'User-agent: *',
      'Disallow: /mail/',
      'Disallow: /search',
      `Sitemap: ${deps.site.absolute('/sitemap.xml')}`,
    ];
    return c.text(`${lines.join('\n')}\n`);
  });
  app.get('/sitemap.xml', async (c) => {
    c.header('cache-control', 'public, max-age=3600');
    return c.body(await writeSitemap(deps), 200, { 'content-type': 'application/xml; charset=utf-8' });
  });
}

/** Feed readers ask often: the answer to one that has the whole feed already is a few bytes, by its ETag. */
function sendFeed(
  c: Context<WebEnv>,
  feed: Feed,
  { type, write }: { readonly type: string; readonly write: (feed: Feed) => string },
): Response {
  c.header('cache-control', 'public, max-age=300');
  if (feed.at > 0) c.header('last-modified', new Date(feed.at).toUTCString());
  return c.body(write(feed), 200, { 'content-type': type });
}

async function writeSitemap({ store, site, clock }: WebDeps): Promise<string> {
  const today = utcDay(clock.now());
  const entries = [{ url: site.absolute('/') }];
  for (let from = FIRST_DAY; from <= today; from = addDays(from, DAYS_AT_ONCE)) {
    const editions = await store.editions.between(from, addDays(from, DAYS_AT_ONCE - 1));
    const days = editions.filter(({ day, paperIds }) => paperIds.length > 0 && day <= today);
    entries.push(...days.map(({ day }) => ({ url: site.absolute(`/${day}`), day })));
  }
  return toSitemap(entries);
}
