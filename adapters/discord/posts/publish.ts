import { Routes } from 'discord.js';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { PostPublisher } from '../../../src/core/platform/platform.ts';
import { ALREADY_PUBLISHED } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';

const HOUR_MS = 3_600_000;

/** Channels beyond this are forgotten, the one that published longest ago first. */
const MAX_CHANNELS = 10_000;

/** Counts what each channel has published in the last hour: a token bucket would let nineteen through in its first one. */
class PublishLimit {
  readonly #clock: Clock;
  readonly #published = new LRUCache<string, readonly Instant[]>({ max: MAX_CHANNELS });

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** 0 where one more may be published, and counts it; else the milliseconds until then. */
  take(channel: string): number {
    const now = this.#clock.now();
    const recent = (this.#published.get(channel) ?? []).filter((at) => at > now - HOUR_MS);
    const [oldest = now] = recent;
    if (recent.length >= PACE.publishedAnHour) return oldest + HOUR_MS - now;
    this.#published.set(channel, [...recent, now]);
    return 0;
  }
}

/**
 * Publishes posts of an announcement channel to the servers that follow it. Discord takes ten an hour in a channel and would have the
 * request wait for the rest of the hour: what is more stays in the channel.
 */
export function createPublisher(send: Send, clock: Clock): PostPublisher {
  const limit = new PublishLimit(clock);
  return {
    async publish({ channel, messageId }) {
      const retryAfterMs = limit.take(channel);
      if (retryAfterMs > 0)
        throw new DeliveryError('transient', problems.discordPublishLimit(), { retryAfterMs });
      const route = Routes.channelMessageCrosspost(channel, messageId);
      try {
        await send({ method: 'POST', route, operation: 'crosspost_message', once: true });
      } catch (error) {
        if (readDiscordCode(error) !== ALREADY_PUBLISHED) throw error;
      }
    },
  };
}
