import { html } from 'hono/html';
import { inTurns } from '../../core/async/in-turns.ts';
import type { Instant } from '../../core/base/time.ts';
import type { PaperWords } from '../../core/matching/paper-words.ts';
import type { CardSummary } from '../../core/message/message.ts';
import { toOneLine } from '../../core/message/safe-text.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { PageDeps } from '../base/deps.ts';
import { type FeedAddress, type FeedFile, NEWEST, toFeedPath } from '../base/feed-files.ts';
import { type Site, toPaperPath } from '../base/site.ts';
import { renderPaperDetails, wordPaperTitle } from '../papers/paper-html.ts';
import type { Xml } from './xml.ts';

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
  /** What it looks like in a format, where it is remembered. */
  readonly entries?: { atom?: Xml; rss?: Xml };
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
  readonly address: FeedAddress;
  /** Where it goes on. */
  readonly next?: FeedAddress;
  readonly listed: readonly Listed[];
  /** So many of them are in it, of those about the topics that were asked for. */
  readonly most?: number;
  /** Where the papers are the same objects as the last time: their items. After a vote the feed is made again, with the same ones. */
  readonly made?: WeakMap<Paper, FeedItem>;
  /** Where the papers are the same objects as the last time: their words. */
  readonly readWords?: (paper: Paper) => PaperWords;
  /** Nothing in it has changed since. */
  readonly changedAt: Instant;
}

/** More than any day has had. */
const MAX_ITEMS = 500;
const MAX_AUTHORS = 20;

/** A feed with everything that a reader gets of it. */
export async function createFeed(deps: PageDeps, content: FeedContent, file: FeedFile): Promise<Feed> {
  const { site, hub } = deps;
  const { title, home, address, next } = content;
  const items = await createItems(deps, content);
  return {
    ...{ title, items },
    home: site.toAbsolute(home),
    self: site.toAbsolute(toFeedPath(address, file)),
    ...(next ? { next: site.toAbsolute(toFeedPath(next, file)) } : {}),
    // It is not notified of changes of the others.
    ...(hub && address === NEWEST ? { hub: hub.url } : {}),
    at: Math.max(0, ...items.map((item) => item.at)),
  };
}

async function createItems({ site, cards }: PageDeps, content: FeedContent): Promise<FeedItem[]> {
  const { listed, most = MAX_ITEMS, made } = content;
  const shown = listed.slice(0, most);
  const known = new Map(made ? shown.flatMap((one) => findMade(made, one)) : []);
  const toMake = shown.filter(([paper]) => !known.has(paper));
  const summaries = await cards.read(toMake.map(([paper]) => paper));
  return inTurns(shown, async (one) => {
    const [paper] = one;
    const remembered = known.get(paper);
    if (remembered) return remembered;
    const item = await toItem(site, one, summaries.get(paper.id));
    if (!made) return item;
    const withEntries = { ...item, entries: {} };
    made.set(paper, withEntries);
    return withEntries;
  });
}

/** What is said of a paper follows from it; only where nothing could be said yet, there may be more later. */
function findMade(made: WeakMap<Paper, FeedItem>, [paper, at]: Listed): Array<readonly [Paper, FeedItem]> {
  const item = made.get(paper);
  return item?.at === at && item.text !== '' ? [[paper, item]] : [];
}

async function toItem(site: Site, [paper, at]: Listed, summary: CardSummary | undefined): Promise<FeedItem> {
  const said = summary && { text: toOneLine(summary.text, 2000), by: toOneLine(summary.by, 160) };
  const url = site.toAbsolute(toPaperPath(paper.id));
  return {
    id: paper.id.startsWith('local:') ? url : `https://arxiv.org/abs/${paper.id}`,
    url,
    title: wordPaperTitle(paper),
    html: String(await html`${renderPaperDetails(paper, said)}`),
    text: said?.text ?? '',
    authors: paper.authors
      .slice(0, MAX_AUTHORS)
      .map((name) => toOneLine(name, 120))
      .filter((name) => name !== ''),
    at,
  };
}
