import { Routes } from 'discord.js';
import { RecentTimes } from '../../../src/core/async/recent-times.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PostPublisher } from '../../../src/core/platform/platform.ts';
import { ALREADY_PUBLISHED } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

const HOUR_MS = 3_600_000;
const MAX_CHANNELS = 10_000;

/**
 * Publishes posts of an announcement channel to the servers that follow it. Discord accepts ten an hour in a channel and lets a
 * further request wait for the rest of the hour, so posts beyond that stay in the channel.
 */
export function createPublisher(send: Send, clock: Clock): PostPublisher {
  const published = new RecentTimes<string>(clock, { withinMs: HOUR_MS, maxKeys: MAX_CHANNELS });
  return {
    async publish({ channel, messageId }) {
      const recent = published.list(channel);
      const [oldest = 0] = recent;
      if (recent.length >= PACE.publishedAnHour) {
        const retryAfterMs = oldest + HOUR_MS - clock.now();
        throw new DeliveryError('transient', problems.discordPublishLimit(), { retryAfterMs });
      }
      published.add(channel);
      const route = Routes.channelMessageCrosspost(channel, messageId);
      try {
        await send({ method: 'POST', route, operation: 'crosspost_message', once: true });
      } catch (error) {
        if (readDiscordCode(error) !== ALREADY_PUBLISHED) throw error;
      }
    },
  };
}
