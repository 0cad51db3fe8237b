import { addDays, isDay, toUtcDay } from '../../core/base/calendar.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import { parseTerms } from '../../core/matching/terms.ts';
import { toOneLine } from '../../core/message/safe-text.ts';
import type { Edition } from '../../core/paper/edition.ts';
import { formatDay } from '../../core/paper/format.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Store } from '../../core/store/store.ts';
import type { PageDeps } from '../base/deps.ts';
import { NEWEST } from '../base/feed-files.ts';
import { LANGUAGE } from '../base/language.ts';
import { MAX_QUERY_LENGTH } from '../base/read-query.ts';
import { toPaperPath, toWeekPath } from '../base/site.ts';
import { listPaperIds } from '../papers/day-pages.ts';
import { wordPaperTitle } from '../papers/paper-html.ts';
import { findPaper } from '../papers/paper-pages.ts';
import { readWeekPart } from '../papers/week-papers.ts';
import { texts as pageTexts } from '../texts/pages.ts';
import { texts } from '../texts/papers.ts';
import type { FeedContent, Listed } from './feed.ts';
import type { NewestPapers } from './newest-papers.ts';

/** People who read feeds once a week miss nothing. */
const DAYS_BACK = 8;
const MAX_FOUND = 50;
const MAX_NEWEST = 100;

/** The papers of the last days, as many as a feed has: where topics are named, of those about them. */
export async function buildNewestFeed(
  deps: PageDeps,
  newest: NewestPapers,
  asked: string,
): Promise<FeedContent> {
  const { store, clock } = deps;
  const hasTopics = parseShortTerms(asked).length > 0;
  const editions = await listNewestEditions(store, toUtcDay(clock.now()));
  const papers = await newest.read(editions, hasTopics ? undefined : MAX_NEWEST);
  const site = pageTexts.siteName();
  return {
    title: hasTopics ? site : texts.feed({ site }),
    ...{
      address: NEWEST,
      home: '/',
      most: MAX_NEWEST,
      made: newest.items,
      readWords: (paper) => newest.readWords(paper),
    },
    listed: withDates(papers, editions),
    changedAt: await findLastChange(deps, editions),
  };
}

/** Written with a space after each comma they may be longer than what is read of the feed's own address. */
export function parseShortTerms(asked: string): string[] {
  return parseTerms(parseTerms(asked).join(', ').slice(0, MAX_QUERY_LENGTH));
}

/** The lists of the last days, the newest first. */
export async function listNewestEditions(
  { editions }: Pick<Store, 'editions'>,
  today: Day,
): Promise<Edition[]> {
  return (await editions.listBetween(addDays(today, -DAYS_BACK), today)).toReversed();
}

/** What a search finds. */
export async function buildSearchFeed(deps: PageDeps, q: string): Promise<FeedContent> {
  const { search, store } = deps;
  const { hits } = await search.search(q, { offset: 0, limit: MAX_FOUND, hasNoSnippets: true });
  const papers = await store.papers.findMany(hits.map(({ paperId }) => paperId));
  const query = `?${new URLSearchParams({ q })}`;
  return {
    title: wordTitleAbout(q),
    address: { ...NEWEST, query },
    home: `/search${query}`,
    listed: papers.map(withOwnDate),
    changedAt: await findLastChange(deps),
  };
}

/** A paper and those that are stored as similar to it; nothing where it is not saved. */
export async function buildPaperFeed(deps: PageDeps, typed: string): Promise<FeedContent | undefined> {
  const { store, similar } = deps;
  const paper = await findPaper(store, typed);
  if (!paper) return undefined;
  const others = await store.papers.findMany((await similar.read(paper)) ?? []);
  const path = toPaperPath(paper.id);
  return {
    ...{ title: wordTitleAbout(wordPaperTitle(paper)), home: path, address: { under: path } },
    listed: [paper, ...others.filter(({ withdrawnAt }) => withdrawnAt === undefined)].map(withOwnDate),
    // Similar papers change at no date that is known: readers ask by the ETag.
    changedAt: 0,
  };
}

/** The papers of one day; nothing where there are none. */
export async function buildDayFeed(deps: PageDeps, day: string): Promise<FeedContent | undefined> {
  const edition = isDay(day) ? await deps.store.editions.find(day) : undefined;
  const title = texts.day({ day: formatDay(day, LANGUAGE) });
  return edition && buildEditionsFeed(deps, [edition], { title, path: `/${day}` });
}

/** The papers of one week, in the parts and the order of its pages. */
export async function buildWeekFeed(
  deps: PageDeps,
  typed: string,
  part: number,
): Promise<FeedContent | undefined> {
  const found = await readWeekPart(deps.store, typed, part);
  if (!found) return undefined;
  const { week, count, editions, paperIds } = found;
  const about = { title: texts.week({ week }), path: toWeekPath(week, part) };
  const feed = await buildEditionsFeed(deps, editions, about, paperIds);
  return feed && { ...feed, ...(part < count ? { next: { under: toWeekPath(week, part + 1) } } : {}) };
}

async function buildEditionsFeed(
  deps: PageDeps,
  editions: readonly Edition[],
  { title, path }: { readonly title: string; readonly path: string },
  shown: readonly PaperId[] = listPaperIds(editions),
): Promise<FeedContent | undefined> {
  const listed = withDates(await deps.store.papers.findMany(shown), editions);
  if (listed.length === 0) return undefined;
  return {
    ...{ title: `${pageTexts.siteName()}: ${title}`, home: path, address: { under: path }, listed },
    changedAt: await findLastChange(deps, editions),
  };
}

/** Where a paper is found by itself, and not on a list. */
function withOwnDate(paper: Paper): Listed {
  return [paper, Date.parse(paper.listedAt ?? paper.publishedAt ?? '') || 0];
}

function withDates(papers: readonly Paper[], newestFirst: readonly Edition[]): Listed[] {
  const since = findFirstListed(newestFirst);
  return papers.map((paper) => [paper, since.get(paper.id) ?? 0]);
}

/** A paper that is listed once more is no news: its first day counts, of the days that are looked at. */
function findFirstListed(newestFirst: readonly Edition[]): Map<PaperId, Instant> {
  return new Map(
    newestFirst.flatMap(({ day, paperIds }) => paperIds.map((id) => [id, toBeginning(day)] as const)),
  );
}

export function toBeginning(day: Day): Instant {
  return Date.parse(`${day}T00:00:00Z`);
}

/** When any paper or one of these lists last changed: later than what is shown may have, and never earlier. */
export async function findLastChange(
  { store }: PageDeps,
  editions: readonly Edition[] = [],
): Promise<Instant> {
  return Math.max(await store.papers.readLastChange(), ...editions.map(({ fetchedAt }) => fetchedAt));
}

/** The title of a feed of the papers about something. */
export function wordTitleAbout(about: string, title = pageTexts.siteName()): string {
  return texts.feedTopics({ title, topics: toOneLine(about, MAX_QUERY_LENGTH) });
}
