import { type PlatformName, splitChannel } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Platform } from '../platform/platform.ts';
import type { Services } from './services.ts';

/** Whoever cannot see so many channels in a row is asked about no more of them. */
const MOST_ASKED = 40;

/** Asks the platform which channels a person can see. Where it does not tell, nothing is shown. */
export function createVisibleChannels(
  platforms: ReadonlyMap<PlatformName, Platform>,
  log: Log,
): Services['visibleChannels'] {
  return async ({ platform: name, channel: here, person }, channels, limit) => {
    const platform = platforms.get(name);
    const visible: string[] = [];
    for (const channel of channels.slice(0, MOST_ASKED)) {
      if (visible.length >= limit) break;
      const at = splitChannel(channel);
      if (at?.platform !== name) continue;
      try {
        // Whoever asks in a channel sees it.
        if (at.id === here || (await platform?.canSee(at.id, person))) visible.push(channel);
      } catch (err) {
        log.info({ err, channel, person }, 'a channel is not shown: the platform does not tell who sees it');
      }
    }
    return visible;
  };
}
