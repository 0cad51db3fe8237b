import { html } from 'hono/html';
import type { Instant } from '../../core/base/time.ts';
import { matchesTopics } from '../../core/digest/topic-filter.ts';
import { parseTerms } from '../../core/matching/terms.ts';
import { oneLine } from '../../core/message/safe-text.ts';
import { addDays, type Edition, utcDay } from '../../core/paper/edition.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { WebDeps } from '../base/deps.ts';
import { MAX_QUERY_LENGTH } from '../base/read-query.ts';
import { paperPath } from '../base/site.ts';
import { listPapers } from '../papers/day-pages.ts';
import { paperDetails, wordTitle } from '../papers/paper-html.ts';
import { texts as pageTexts } from '../texts/pages.ts';
import { texts } from '../texts/papers.ts';

/** One paper of a feed. */
export interface FeedItem {
  /** Permanent, wherever these pages are served. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly text: string;
  readonly authors: readonly string[];
  readonly at: Instant;
}

export interface Feed {
  readonly title: string;
  readonly home: string;
  /** Its own address. */
  readonly self: string;
  readonly at: Instant;
  readonly items: readonly FeedItem[];
}

/** What a feed is asked for, as `readQuery` reads it. */
export interface FeedQuery {
  readonly topics: string;
  readonly q: string;
}

/** Who reads feeds once a week misses nothing. */
const DAYS_BACK = 8;
const MAX_ITEMS = 100;
const MAX_FOUND = 50;
const MAX_AUTHORS = 20;

/** The papers of the last days, those of some topics, or what a search finds. */
export async function readFeed(deps: WebDeps, asked: FeedQuery, path: string): Promise<Feed> {
  const { site } = deps;
  const { q } = asked;
  const topics = parseTerms(asked.topics);
  const listed = q === '' ? await recentPapers(deps, topics) : await foundPapers(deps, q);
  const items = await Promise.all(listed.map(([paper, at]) => toItem(deps, paper, at)));
  const name = pageTexts.siteName();
  const about = q || topics.join(', ');
  const query = new URLSearchParams({
    ...(topics.length > 0 ? { topics: topics.join(', ') } : {}),
    ...(q ? { q } : {}),
  });
  const suffix = query.size > 0 ? `?${query}` : '';
  return {
    title:
      about === ''
        ? texts.feed({ site: name })
        : texts.feedTopics({ site: name, topics: oneLine(about, MAX_QUERY_LENGTH) }),
    home: site.absolute(q === '' ? '/' : `/search?${new URLSearchParams({ q })}`),
    self: site.absolute(`${path}${suffix}`),
    at: Math.max(0, ...items.map((item) => item.at)),
    items,
  };
}

type Listed = readonly [paper: Paper, at: Instant];

async function recentPapers({ store, clock }: WebDeps, topics: readonly string[]): Promise<Listed[]> {
  const today = utcDay(clock.now());
  const editions = (await store.editions.between(addDays(today, -DAYS_BACK), today)).toReversed();
  const papers = await listPapers(store, editions);
  const since = firstListed(editions);
  const filter = { topics, without: [], minVotes: 0 };
  return papers
    .filter((paper) => matchesTopics(paper, filter).passes)
    .slice(0, MAX_ITEMS)
    .map((paper) => [paper, since.get(paper.id) ?? 0]);
}

/** A paper that is listed once more is no news: its first day counts, of the days that are looked at. */
function firstListed(newestFirst: readonly Edition[]): Map<PaperId, Instant> {
  return new Map(
    newestFirst.flatMap(({ day, paperIds }) =>
      paperIds.map((id) => [id, Date.parse(`${day}T00:00:00Z`)] as const),
    ),
  );
}

async function foundPapers({ search, store }: WebDeps, q: string): Promise<Listed[]> {
  const { hits } = await search.search(q, { offset: 0, limit: MAX_FOUND });
  const papers = await store.papers.getMany(hits.map(({ paperId }) => paperId));
  return papers.map((paper) => [paper, Date.parse(paper.listedAt ?? paper.publishedAt ?? '') || 0]);
}

async function toItem({ site, forCard }: WebDeps, paper: Paper, at: Instant): Promise<FeedItem> {
  const summary = forCard(paper);
  const said = summary && { text: oneLine(summary.text, 2000), by: oneLine(summary.by, 160) };
  const url = site.absolute(paperPath(paper.id));
  return {
    id: paper.id.startsWith('local:') ? url : `https://arxiv.org/abs/${paper.id}`,
    url,
    title: wordTitle(paper),
    html: String(await html`${paperDetails(paper, said)}`),
    text: said?.text ?? '',
    authors: paper.authors
      .slice(0, MAX_AUTHORS)
      .map((name) => oneLine(name, 120))
      .filter((name) => name !== ''),
    at,
  };
}
