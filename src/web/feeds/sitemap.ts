import { addDays, toUtcDay } from '../../core/paper/edition.ts';
import type { PageDeps } from '../base/deps.ts';
import { CHANNELS_PATH, toChannelPath } from '../base/site.ts';
import { toSitemap } from './formats.ts';

/** A sitemap holds 50,000 addresses at most; the daily lists began in May 2023. */
const FIRST_DAY = '2023-05-01';
const DAYS_AT_ONCE = 400;
const MAX_CHANNELS = 10_000;

/** Every day that has papers, and every channel that anybody may read. */
export async function writeSitemap({ store, site, clock }: PageDeps): Promise<string> {
  const today = toUtcDay(clock.now());
  const entries = [{ url: site.absolute('/') }];
  for (let from = FIRST_DAY; from <= today; from = addDays(from, DAYS_AT_ONCE)) {
    const editions = await store.editions.between(from, addDays(from, DAYS_AT_ONCE - 1));
    const days = editions.filter(({ day, paperIds }) => paperIds.length > 0 && day <= today);
    entries.push(...days.map(({ day }) => ({ url: site.absolute(`/${day}`), day })));
  }
  const channels = await store.publicChannels.list(MAX_CHANNELS);
  const paths =
    channels.length > 0 ? [CHANNELS_PATH, ...channels.map(({ name }) => toChannelPath(name))] : [];
  return toSitemap([...entries, ...paths.map((path) => ({ url: site.absolute(path) }))]);
}
