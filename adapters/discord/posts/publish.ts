import { Routes } from 'discord.js';
import { createRateLimiter } from '../../../src/core/async/rate-limiter.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PostPublisher } from '../../../src/core/platform/platform.ts';
import { ALREADY_PUBLISHED } from '../api/error-table.ts';
import { discordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

/**
 * Publishes posts of an announcement channel to the servers that follow it. Discord takes ten an hour in a channel and would have the
 * request wait for the rest of the hour: what is more stays in the channel.
 */
export function createPublisher(send: Send, clock: Clock): PostPublisher {
  const { publishedAnHour } = PACE;
  const limit = createRateLimiter(clock, { burst: publishedAnHour, refillMs: 3_600_000 / publishedAnHour });
  return {
    async publish({ channel, messageId }) {
      const retryAfterMs = limit.take(channel);
      if (retryAfterMs > 0)
        throw new DeliveryError('transient', problems.discordPublishLimit(), { retryAfterMs });
      const route = Routes.channelMessageCrosspost(channel, messageId);
      try {
        await send({ method: 'POST', route, operation: 'crosspost_message', once: true });
      } catch (error) {
        if (discordCode(error) !== ALREADY_PUBLISHED) throw error;
      }
    },
  };
}
