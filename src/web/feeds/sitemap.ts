import { toMonthSpan, toUtcDay, toWeek } from '../../core/base/calendar.ts';
import type { PageDeps } from '../base/deps.ts';
import { CHANNELS_PATH, MAX_PUBLIC_CHANNELS, toChannelPath, toPaperPath, toWeekPath } from '../base/site.ts';
import { type SitemapEntry, toSitemap, toSitemapIndex } from './formats.ts';

export const SITEMAP_INDEX = '/sitemap.xml';
export const SITEMAP_OF_PAGES = '/sitemap/pages.xml';
const XML = '.xml';

/** The sitemap of a month that has lists. */
export function toSitemapPath(month: string): string {
  return `/sitemap/${month}${XML}`;
}

export function toMonth(day: string): string {
  return day.slice(0, 'YYYY-MM'.length);
}

/** A sitemap has room for 50,000 addresses, and there are more papers: each month has a sitemap of its own. */
export async function writeSitemapIndex({ store, site, clock }: PageDeps): Promise<string> {
  const days = await store.editions.listDaysWithPapers(toUtcDay(clock.now()));
  const lastDays = new Map(days.map((day) => [toMonth(day), day]));
  return toSitemapIndex([
    { url: site.toAbsolute(SITEMAP_OF_PAGES) },
    ...[...lastDays].map(([month, day]) => ({ url: site.toAbsolute(toSitemapPath(month)), day })),
  ]);
}

/** What is of no month: the newest day, and every channel that anybody may read. */
export async function writeSitemapOfPages({ store, site }: PageDeps): Promise<string> {
  const channels = await store.publicChannels.list(MAX_PUBLIC_CHANNELS);
  const paths =
    channels.length > 0 ? [CHANNELS_PATH, ...channels.map(({ name }) => toChannelPath(name))] : [];
  return toSitemap(['/', ...paths].map((path) => ({ url: site.toAbsolute(path) })));
}

/** The days of a month that have papers, their weeks, and the papers; nothing where there are none. */
export async function writeSitemapOfMonth(
  { store, site, clock }: PageDeps,
  file: string,
): Promise<string | undefined> {
  const span = file.endsWith(XML) ? toMonthSpan(file.slice(0, -XML.length)) : undefined;
  if (!span) return undefined;
  const today = toUtcDay(clock.now());
  const editions = (await store.editions.listBetween(span.from, span.to)).filter(
    ({ day, paperIds }) => paperIds.length > 0 && day <= today,
  );
  if (editions.length === 0) return undefined;
  const days = editions.map(({ day }): SitemapEntry => ({ url: site.toAbsolute(`/${day}`), day }));
  const weeks = new Set(editions.map(({ day }) => toWeekPath(toWeek(day))));
  const papers = new Set(editions.flatMap(({ paperIds }) => paperIds.map(toPaperPath)));
  return toSitemap([...days, ...[...weeks, ...papers].map((path) => ({ url: site.toAbsolute(path) }))]);
}
