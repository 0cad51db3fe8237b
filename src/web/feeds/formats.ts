import { formatAuthors } from '../../core/paper/format.ts';
import type { Feed, FeedItem } from './feed.ts';
import { type Xml, xml } from './xml.ts';

const HEADER = '<?xml version="1.0" encoding="utf-8"?>\n';

/** To escape the HTML of a hundred papers takes longer than all the rest of a feed: it is done once where an item is remembered. */
function writeOnce(format: 'atom' | 'rss', item: FeedItem, write: (item: FeedItem) => Xml): Xml {
  const { entries } = item;
  if (!entries) return write(item);
  entries[format] ??= write(item);
  return entries[format];
}

/** Atom (RFC 4287). */
export function toAtom({ title, home, self, hub, next, at, items }: Feed): string {
  const entries = items.map((item) => writeOnce('atom', item, writeAtomEntry));
  return `${HEADER}${xml`<feed xmlns="http://www.w3.org/2005/Atom">
<id>${self}</id>
<title type="text">${title}</title>
<link rel="self" type="application/atom+xml" href="${self}"/>
${hub === undefined ? '' : [xml`<link rel="hub" href="${hub}"/>`]}
${next === undefined ? '' : [xml`<link rel="next" href="${next}"/>`]}
<link rel="alternate" type="text/html" href="${home}"/>
<updated>${toIsoDate(at)}</updated>
<author><name>Paperboy</name></author>
<generator>Paperboy</generator>
${entries}</feed>
`}`;
}

function writeAtomEntry(item: FeedItem): Xml {
  return xml`<entry>
<id>${item.id}</id>
<title type="text">${item.title}</title>
<link rel="alternate" type="text/html" href="${item.url}"/>
<updated>${toIsoDate(item.at)}</updated>
${item.authors.map((name) => xml`<author><name>${name}</name></author>`)}
${item.text === '' ? '' : [xml`<summary type="text">${item.text}</summary>`]}
<content type="html">${item.html}</content>
</entry>
`;
}

/** RSS 2.0. */
export function toRss({ title, home, self, hub, next, at, items }: Feed): string {
  const entries = items.map((item) => writeOnce('rss', item, writeRssItem));
  return `${HEADER}${xml`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel>
<title>${title}</title>
<link>${home}</link>
<description>${title}</description>
<language>en</language>
<lastBuildDate>${new Date(at).toUTCString()}</lastBuildDate>
<ttl>60</ttl>
<atom:link rel="self" type="application/rss+xml" href="${self}"/>
${hub === undefined ? '' : [xml`<atom:link rel="hub" href="${hub}"/>`]}
${next === undefined ? '' : [xml`<atom:link rel="next" href="${next}"/>`]}
${entries}</channel>
</rss>
`}`;
}

function writeRssItem(item: FeedItem): Xml {
  return xml`<item>
<title>${item.title}</title>
<link>${item.url}</link>
<guid isPermaLink="false">${item.id}</guid>
<pubDate>${new Date(item.at).toUTCString()}</pubDate>
${item.authors.slice(0, 3).map((name) => xml`<dc:creator>${name}</dc:creator>`)}
<description>${item.html}</description>
</item>
`;
}

/** JSON Feed 1.1. */
export function toJsonFeed({ title, home, self, hub, next, items }: Feed): string {
  const feed = {
    ...{
      version: 'https://jsonfeed.org/version/1.1',
      title,
      home_page_url: home,
      feed_url: self,
      language: 'en',
    },
    ...(hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: hub }] }),
    ...(next === undefined ? {} : { next_url: next }),
    items: items.map((item) => ({
      ...{ id: item.id, url: item.url, title: item.title, content_html: item.html },
      ...(item.text ? { summary: item.text } : {}),
      date_published: toIsoDate(item.at),
      authors: item.authors.map((name) => ({ name })),
      // Version 1 had one author: its readers know nothing else.
      ...(item.authors.length > 0 ? { author: { name: formatAuthors(item.authors) } } : {}),
    })),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

export interface SitemapEntry {
  readonly url: string;
  readonly day?: string;
}

/** So many addresses a sitemap may have. */
const MAX_ENTRIES = 50_000;

/** Pages, for search engines. */
export function toSitemap(entries: readonly SitemapEntry[]): string {
  const urls = entries.slice(0, MAX_ENTRIES).map((entry) => writeLocation('url', entry));
  return `${HEADER}${xml`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls}</urlset>
`}`;
}

/** Where the sitemaps are. */
export function toSitemapIndex(entries: readonly SitemapEntry[]): string {
  const sitemaps = entries.slice(0, MAX_ENTRIES).map((entry) => writeLocation('sitemap', entry));
  return `${HEADER}${xml`<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${sitemaps}</sitemapindex>
`}`;
}

function writeLocation(element: 'url' | 'sitemap', { url, day }: SitemapEntry): Xml {
  const changed = day === undefined ? '' : [xml`<lastmod>${day}</lastmod>`];
  return element === 'url'
    ? xml`<url><loc>${url}</loc>${changed}</url>\n`
    : xml`<sitemap><loc>${url}</loc>${changed}</sitemap>\n`;
}

function toIsoDate(at: number): string {
  return new Date(at).toISOString();
}
