import { html } from 'hono/html';
import { inTurns } from '../../core/async/in-turns.ts';
import type { Instant } from '../../core/base/time.ts';
import { toOneLine } from '../../core/message/safe-text.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { CardSummary } from '../../core/summary/summary.ts';
import type { PageDeps } from '../base/deps.ts';
import { type FeedFile, type FeedPlace, NEWEST, toFeedPath } from '../base/feed-files.ts';
import { type Site, toPaperPath } from '../base/site.ts';
import { renderPaperDetails, wordTitle } from '../papers/paper-html.ts';

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
  /** Where readers can subscribe to it, by WebSub. */
  readonly hub?: string;
  /** The address of the feed that continues it (RFC 5005). */
  readonly next?: string;
  readonly at: Instant;
  readonly items: readonly FeedItem[];
}

/** A paper, and since when it is in the feed. */
export type Listed = readonly [paper: Paper, at: Instant];

/** What a feed is about, whatever its format. */
export interface FeedContent {
  readonly title: string;
  /** The path of the page with the same papers. */
  readonly home: string;
  readonly place: FeedPlace;
  /** Where it goes on. */
  readonly next?: FeedPlace;
  readonly listed: readonly Listed[];
  /** Nothing in it has changed since. */
  readonly changedAt: Instant;
}

/** More than any day has had. */
const MAX_ITEMS = 500;
const MAX_AUTHORS = 20;

/** A feed with everything that a reader gets of it. */
export async function createFeed(deps: PageDeps, content: FeedContent, file: FeedFile): Promise<Feed> {
  const { site, cards, hub } = deps;
  const { title, home, place, next, listed } = content;
  const shown = listed.slice(0, MAX_ITEMS);
  const summaries = await cards.read(shown.map(([paper]) => paper));
  const items = await inTurns(shown, (one) => toItem(site, one, summaries.get(one[0].id)));
  return {
    ...{ title, items },
    home: site.absolute(home),
    self: site.absolute(toFeedPath(place, file)),
    ...(next ? { next: site.absolute(toFeedPath(next, file)) } : {}),
    // It is not notified of changes of the others.
    ...(hub && place === NEWEST ? { hub: hub.url } : {}),
    at: Math.max(0, ...items.map((item) => item.at)),
  };
}

async function toItem(site: Site, [paper, at]: Listed, summary: CardSummary | undefined): Promise<FeedItem> {
  const said = summary && { text: toOneLine(summary.text, 2000), by: toOneLine(summary.by, 160) };
  const url = site.absolute(toPaperPath(paper.id));
  return {
    id: paper.id.startsWith('local:') ? url : `https://arxiv.org/abs/${paper.id}`,
    url,
    title: wordTitle(paper),
    html: String(await html`${renderPaperDetails(paper, said)}`),
    text: said?.text ?? '',
    authors: paper.authors
      .slice(0, MAX_AUTHORS)
      .map((name) => toOneLine(name, 120))
      .filter((name) => name !== ''),
    at,
  };
}
