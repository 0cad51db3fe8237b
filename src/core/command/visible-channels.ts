import { type ChannelId, type PlatformName, parsePlatform, splitId, type TenantId } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Platform } from '../platform/platform.ts';
import type { Services } from './services.ts';

/** The most channels that the platform is asked about for one answer, and the longest time that a person waits for it. */
const MAX_ASKED = 200;
const MAX_MS = 4000;

/** Channels of the asker's own workspace come first: those of a thousand others are not worth the wait. */
function rankChannel(channel: ChannelId, tenant: TenantId): number {
  const home = splitId(channel).tenant;
  return home === undefined || home === tenant ? 0 : 1;
}

/** Asks the platform which channels a person can see. Where it does not answer, or not in time, nothing is shown. */
export function createVisibleChannels(
  platforms: ReadonlyMap<PlatformName, Platform>,
  log: Log,
  longestMs = MAX_MS,
): Services['filterVisibleChannels'] {
  return async (asker, channels, limit) => {
    const own = channels
      .filter((channel) => parsePlatform(channel) === asker.platform)
      .toSorted((a, b) => rankChannel(a, asker.tenant) - rankChannel(b, asker.tenant));
    const visible: ChannelId[] = [];
    const late = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => late.resolve(undefined), longestMs);
    try {
      for (const channel of own.slice(0, MAX_ASKED)) {
        if (visible.length >= limit) break;
        const sees = await Promise.race([canSee(asker, channel), late.promise]);
        if (sees === undefined) break;
        if (sees) visible.push(channel);
      }
    } finally {
      clearTimeout(timer);
    }
    return visible;
  };

  async function canSee(
    { platform, channelId, person }: Parameters<Services['filterVisibleChannels']>[0],
    channel: ChannelId,
  ): Promise<boolean> {
    // Whoever asks in a channel sees it.
    if (channel === channelId) return true;
    try {
      const { id, tenant: home } = splitId(channel);
      return (await platforms.get(platform)?.channels?.canSee(id, person, home)) ?? false;
    } catch (err) {
      log.info({ err, channel, person }, 'a channel is not shown: the platform does not say who sees it');
      return false;
    }
  }
}
