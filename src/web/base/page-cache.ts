import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { Context, MiddlewareHandler } from 'hono';
import { LRUCache } from 'lru-cache';
import { toUtcDay } from '../../core/base/calendar.ts';
import type { WebDeps } from './deps.ts';
import { FEED_FILES } from './feed-files.ts';
import { isUnmodified } from './is-unmodified.ts';
import type { WebEnv } from './middleware.ts';

interface CachedPage {
  /** Of the data that it was made of. */
  readonly version: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

/** Of all pages, compressed: a thousand days, or two hundred weeks. */
const MAX_BYTES = 16 * 1024 * 1024;

/** What depends on more than the database, such as the search index, or is one person's own. */
const NOT_CACHED = ['/search', '/mail/', '/sign-up', '/style.css'] as const;

const compress = promisify(gzip);
const uncompress = promisify(gunzip);

/**
 * A page is made once, and again only when anything at all in the database has changed: so a vote, a new paper and a channel that is
 * no longer public are seen at once. While a digest goes out to thousands every request finds a change, and makes its page.
 */
export function cachePages({ store, clock, log }: WebDeps): MiddlewareHandler<WebEnv> {
  const pages = new LRUCache<string, CachedPage>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ gzipped }) => gzipped.length + 1,
  });
  return async (c, next) => {
    const key = toKey(c);
    if (key === undefined) return next();
    const version = `${await store.readVersion()} ${toUtcDay(clock.now())}`;
    const cached = pages.get(key);
    if (cached?.version === version) return send(c, cached);
    await next();
    if (!isWhole(c)) return;
    const body = new Uint8Array(await c.res.arrayBuffer());
    const headers = { ...Object.fromEntries(c.res.headers), etag: `"${hash('sha1', body)}"` };
    // Compressed once, for the reader and for the cache: by the middleware for compression it would be compressed again.
    const saved = compress(body)
      .then((gzipped) => {
        const page = { version, headers, gzipped };
        pages.set(key, page);
        return page;
      })
      .catch((err: unknown) => log.warn({ err }, 'a page could not be cached'));
    const page = acceptsGzip(c) ? await saved : undefined;
    replaceAnswer(c, page ? await send(c, page) : c.body(body, 200, headers));
  };
}

/** Nothing for what is not cached. Unknown parameters would fill the cache with the same page. */
function toKey(c: Context<WebEnv>): string | undefined {
  const { method, path } = c.req;
  if (method !== 'GET' || NOT_CACHED.some((beginning) => path.startsWith(beginning))) return undefined;
  const { search, searchParams } = new URL(c.req.url);
  const isPlain = [...searchParams.keys()].every((name) => name === 'topics');
  return isPlain ? path + search : undefined;
}

/** What anybody may store. A feed without its date was changed within this second: its next answer has one. */
function isWhole({ req, res }: Context<WebEnv>): boolean {
  const isFeed = FEED_FILES.some(({ file }) => req.path.endsWith(`/${file}`));
  const isPublic = res.headers.get('cache-control')?.startsWith('public') ?? false;
  return res.status === 200 && isPublic && (!isFeed || res.headers.has('last-modified'));
}

function replaceAnswer(c: Context<WebEnv>, answer: Response): void {
  // Without this the headers of the former answer are taken over.
  c.res = undefined;
  c.res = answer;
}

async function send(c: Context<WebEnv>, { headers, gzipped }: CachedPage): Promise<Response> {
  const changedAt = Date.parse(headers['last-modified'] ?? '');
  if (isUnmodified(c, changedAt)) return c.body(null, 304, headers);
  if (!acceptsGzip(c)) return c.body(new Uint8Array(await uncompress(gzipped)), 200, headers);
  return c.body(gzipped, 200, {
    ...headers,
    ...{ 'content-encoding': 'gzip', vary: 'Accept-Encoding', etag: `W/${headers.etag}` },
  });
}

function acceptsGzip(c: Context): boolean {
  const accepted = (c.req.header('accept-encoding') ?? '').split(',').map((one) => one.trim());
  return accepted.includes('gzip');
}
