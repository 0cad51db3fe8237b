import type { Hono } from 'hono';
import type { PageDeps } from '../base/deps.ts';
import type { WebEnv } from '../base/middleware.ts';
import { readQuery } from '../base/read-query.ts';
import { addFeed } from './add-feed.ts';
import { buildDayFeed, buildNewestFeed, buildSearchFeed, buildWeekFeed } from './paper-feeds.ts';
import { writeSitemap } from './sitemap.ts';

/** The same papers for feed readers, and what search engines want to know. */
export function addFeeds(app: Hono<WebEnv>, deps: PageDeps): void {
  addFeed(app, deps, '', (c) => {
    const q = readQuery(c, 'q');
    return q === '' ? buildNewestFeed(deps, readQuery(c, 'topics')) : buildSearchFeed(deps, q);
  });
  addFeed(app, deps, '/week/:week', (c) => buildWeekFeed(deps, c.req.param('week') ?? ''));
  addFeed(app, deps, '/:day', (c) => buildDayFeed(deps, c.req.param('day') ?? ''));
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
    // It names public channels: one that is public no longer should leave the caches soon.
    c.header('cache-control', 'public, max-age=300');
    return c.body(await writeSitemap(deps), 200, { 'content-type': 'application/xml; charset=utf-8' });
  });
}
