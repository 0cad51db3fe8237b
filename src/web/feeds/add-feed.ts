import type { Context, Hono } from 'hono';
import { inTurns } from '../../core/async/in-turns.ts';
import { readFilter } from '../../core/digest/topic-filter.ts';
import { PaperWords } from '../../core/matching/paper-words.ts';
import type { PageDeps } from '../base/deps.ts';
import { FEED_FILES, type FeedAddress, type FeedFile } from '../base/feed-files.ts';
import { isUnmodified } from '../base/is-unmodified.ts';
import type { WebEnv } from '../base/middleware.ts';
import { readQuery } from '../base/read-query.ts';
import { createFeed, type Feed, type FeedContent } from './feed.ts';
import { toAtom, toJsonFeed, toRss } from './formats.ts';
import { parseShortTerms, wordTitleAbout } from './paper-feeds.ts';

const WRITERS: Readonly<Record<FeedFile['file'], (feed: Feed) => string>> = {
  'feed.xml': toRss,
  'atom.xml': toAtom,
  'feed.json': toJsonFeed,
};

/** HTTP knows times to the second: what changes within this one would look the same as what was sent. */
const SECOND = 1000;

/** Serves a feed in all formats, under a route; `read` finds nothing where there is no such feed. */
export function addFeed(
  app: Hono<WebEnv>,
  deps: PageDeps,
  route: string,
  read: (c: Context<WebEnv>) => Promise<FeedContent | undefined>,
): void {
  for (const file of FEED_FILES)
    app.get(`${route}/${file.file}`, async (c) => {
      const content = await read(c);
      if (!content) return c.notFound();
      return sendFeed(c, deps, await filterByTopics(content, readQuery(c, 'topics')), file);
    });
}

/** Those papers of a feed that are about some topics; all of them where none is named. */
async function filterByTopics(content: FeedContent, asked: string): Promise<FeedContent> {
  const topics = parseShortTerms(asked);
  if (topics.length === 0) return content;
  const { title, address, next, listed, readWords = (paper) => new PaperWords(paper) } = content;
  const judge = readFilter({ topics, without: [], minVotes: 0 });
  const passes = await inTurns(listed, ([paper]) => judge(readWords(paper)).passes);
  const about = topics.join(', ');
  const addTopics = ({ under, query = '' }: FeedAddress): FeedAddress => {
    const both = new URLSearchParams(query);
    both.set('topics', about);
    return { under, query: `?${both}` };
  };
  return {
    ...{ ...content, title: wordTitleAbout(about, title), address: addTopics(address) },
    ...(next ? { next: addTopics(next) } : {}),
    listed: listed.filter((_, i) => passes[i]),
  };
}

/** Feed readers ask often: to one that has the whole feed already the answer is a few bytes, by its ETag or its date. */
async function sendFeed(
  c: Context<WebEnv>,
  deps: PageDeps,
  content: FeedContent,
  file: FeedFile,
): Promise<Response> {
  const changedAt = Math.floor(content.changedAt / SECOND) * SECOND;
  c.header('cache-control', 'public, max-age=300');
  if (changedAt > 0 && deps.clock.now() - changedAt >= SECOND) {
    c.header('last-modified', new Date(changedAt).toUTCString());
    if (isUnmodified(c, changedAt)) return c.body(null, 304);
  }
  const text = WRITERS[file.file](await createFeed(deps, content, file));
  // As bytes: a text would first be looked through for halves of characters, and nothing with one gets here.
  return c.body(Buffer.from(text), 200, { 'content-type': `${file.type}; charset=utf-8` });
}
