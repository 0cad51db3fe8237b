import { toWeek } from '../../core/base/calendar.ts';
import type { Day } from '../../core/base/time.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { PublicChannel } from '../../core/store/public-channel-store.ts';
import type { Store } from '../../core/store/store.ts';
import { FEED_FILES, type FeedAddress, NEWEST, toFeedPath } from '../base/feed-files.ts';
import { countParts } from '../base/parts.ts';
import { CHANNELS_PATH, MAX_PUBLIC_CHANNELS, toChannelPath, toPaperPath, toWeekPath } from '../base/site.ts';
import { readAllDays } from '../channels/channel-days.ts';
import { SITEMAP_INDEX, SITEMAP_OF_PAGES, toMonth, toSitemapPath } from '../feeds/sitemap.ts';

/** What is exported. */
export interface PageList {
  /** Of pages and files inside the site, each once. */
  readonly paths: readonly string[];
  readonly papers: ReadonlySet<PaperId>;
}

const FILES = ['/style.css', '/robots.txt', SITEMAP_INDEX, SITEMAP_OF_PAGES] as const;

/** The pages of a store's days: each day and its week, the channels, and every paper that one of them shows. */
export async function listPages(store: Store, editions: readonly Edition[]): Promise<PageList> {
  const days = editions.map(({ day }) => `/${day}`);
  const channels = await readChannels(store);
  const listed = editions.flatMap(({ paperIds }) => paperIds);
  const posted = channels.flatMap(({ papers }) => papers);
  // A list may name a paper that was deleted since.
  const papers = (await store.papers.findMany([...new Set([...listed, ...posted])])).map(({ id }) => id);
  const exported = new Set(papers);
  const weeks = listWeekPages(editions, exported);
  const sitemaps = [...new Set(editions.map(({ day }) => toSitemapPath(toMonth(day))))];
  const channelPages = channels.map(({ channel }) => toChannelPath(channel.name));
  const channelDays = channels.flatMap(({ channel, days: ofChannel }) =>
    ofChannel.map((day) => `${toChannelPath(channel.name)}/${day}`),
  );
  const withFeeds = [...days, ...weeks, ...channelPages];
  return {
    papers: exported,
    paths: [
      ...['/', ...FILES, ...sitemaps, ...listFeeds(NEWEST), CHANNELS_PATH],
      ...withFeeds.flatMap((under) => [under, ...listFeeds({ under })]),
      ...[...channelDays, ...papers.map(toPaperPath)],
    ],
  };
}

/** Each week, on as many pages as it has. */
function listWeekPages(editions: readonly Edition[], papers: ReadonlySet<PaperId>): string[] {
  const weeks = Map.groupBy(editions, ({ day }) => toWeek(day));
  return [...weeks].flatMap(([week, ofWeek]) => {
    const ids = new Set(ofWeek.flatMap(({ paperIds }) => paperIds.filter((id) => papers.has(id))));
    return Array.from({ length: countParts(ids.size) }, (_, i) => toWeekPath(week, i + 1));
  });
}

function listFeeds(address: FeedAddress): string[] {
  return FEED_FILES.map((file) => toFeedPath(address, file));
}

interface ChannelPages {
  readonly channel: PublicChannel;
  readonly days: readonly Day[];
  readonly papers: readonly PaperId[];
}

async function readChannels(store: Store): Promise<ChannelPages[]> {
  const channels = await store.publicChannels.list(MAX_PUBLIC_CHANNELS);
  const pages: ChannelPages[] = [];
  for (const channel of channels) {
    const days = await readAllDays(store, channel);
    const papers = days.flatMap((posted) => posted.papers.map(({ paperId }) => paperId));
    pages.push({ channel, days: days.map(({ day }) => day), papers });
  }
  return pages;
}
