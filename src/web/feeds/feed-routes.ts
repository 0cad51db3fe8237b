import type { Context, Hono } from 'hono';
import type { PageDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { readQuery } from '../base/read-query.ts';
import { addFeed } from './add-feed.ts';
import { NewestPapers } from './newest-papers.ts';
import {
  buildDayFeed,
  buildNewestFeed,
  buildPaperFeed,
  buildSearchFeed,
  buildWeekFeed,
} from './paper-feeds.ts';
import {
  SITEMAP_INDEX,
  SITEMAP_OF_PAGES,
  writeSitemapIndex,
  writeSitemapOfMonth,
  writeSitemapOfPages,
} from './sitemap.ts';

/** The same papers for feed readers, and what search engines want to know. */
export function addFeeds(app: Hono<WebEnv>, deps: PageDeps): void {
  const newest = new NewestPapers(deps.store);
  addFeed(app, deps, '', (c) => {
    const q = readQuery(c, 'q');
    return q === '' ? buildNewestFeed(deps, newest, readQuery(c, 'topics')) : buildSearchFeed(deps, q);
  });
  for (const route of ['/week/:week', '/week/:week/:part'])
    addFeed(app, deps, route, (c) => {
      const { week = '', part = '1' } = c.req.param();
      return buildWeekFeed(deps, week, Number(part));
    });
  // A copy has none: three more files for each paper, and three more searches.
  if (!deps.isStatic)
    for (const route of ['/paper/:id', '/paper/:archive/:id'])
      addFeed(app, deps, route, (c) => {
        const { archive, id = '' } = c.req.param();
        return buildPaperFeed(deps, archive === undefined ? id : `${archive}/${id}`);
      });
  addFeed(app, deps, '/:day', (c) => buildDayFeed(deps, c.req.param('day') ?? ''));
  app.get('/robots.txt', (c) => {
    const lines = [
      'User-agent: *',
      'Disallow: /mail/',
      'Disallow: /search',
      `Sitemap: ${deps.site.toAbsolute(SITEMAP_INDEX)}`,
    ];
    return c.text(`${lines.join('\n')}\n`);
  });
  for (const [route, write] of [
    [SITEMAP_INDEX, () => writeSitemapIndex(deps)],
    [SITEMAP_OF_PAGES, () => writeSitemapOfPages(deps)],
    ['/sitemap/:month', (c) => writeSitemapOfMonth(deps, c.req.param('month') ?? '')],
  ] as ReadonlyArray<readonly [string, (c: Context<WebEnv>) => Promise<string | undefined>]>)
    app.get(route, async (c) => {
      const text = await write(c);
      if (text === undefined) return c.notFound();
      // One of them names public channels: what is public no longer should leave the caches soon.
      c.header('cache-control', 'public, max-age=300');
      return c.body(text, 200, { 'content-type': 'application/xml; charset=utf-8' });
    });
}
