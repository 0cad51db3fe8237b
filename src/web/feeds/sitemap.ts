import { toUtcDay } from '../../core/paper/edition.ts';
import type { PageDeps } from '../base/deps.ts';
import { CHANNELS_PATH, MAX_PUBLIC_CHANNELS, toChannelPath } from '../base/site.ts';
import { toSitemap } from './formats.ts';

/** Every day that has papers, and every channel that anybody may read: a sitemap has room for 50,000. */
export async function writeSitemap({ store, site, clock }: PageDeps): Promise<string> {
  const days = await store.editions.listDaysWithPapers(toUtcDay(clock.now()));
  const entries = [
    { url: site.absolute('/') },
    ...days.map((day) => ({ url: site.absolute(`/${day}`), day })),
  ];
  const channels = await store.publicChannels.list(MAX_PUBLIC_CHANNELS);
  const paths =
    channels.length > 0 ? [CHANNELS_PATH, ...channels.map(({ name }) => toChannelPath(name))] : [];
  return toSitemap([...entries, ...paths.map((path) => ({ url: site.absolute(path) }))]);
}
