import { type Client, REST } from 'discord.js';
import { createSampledLog, type SampledLog } from '../../src/core/base/sampled-log.ts';
import type { Shard, Shards } from '../../src/core/store/shards.ts';
import { withEncodedForm } from './api/encoded-form.ts';
import type { FindChannel } from './api/identity.ts';
import { withRateLimit } from './api/rate-limiter.ts';
import { buildRestOptions, createSend, type Send } from './api/rest.ts';
import { createClient } from './gateway/gateway.ts';
import { createIdentifyThrottler, type IdentifyThrottler } from './gateway/identify-throttler.ts';
import { createReconnectBackoff, type ReconnectBackoff } from './gateway/reconnect-backoff.ts';
import type { DiscordOptions } from './options.ts';

const DISCORD_API = 'https://discord.com/api';

/** The gateway's client for a shard, and when it connects again. */
export interface ShardClient {
  readonly client: Client;
  readonly backoff: ReconnectBackoff;
  /** What it has seen is no longer asked for. */
  forget(): void;
}

/** Clients of the gateway, and two ways to the REST API. */
export interface Transport {
  createShardClient(shard: Shard): ShardClient;
  /** What the gateway has already sent of a channel, on any shard of this process. */
  readonly findChannel: FindChannel;
  readonly throttler: IdentifyThrottler;
  readonly sampled: SampledLog;
  /** The bot's own requests, at the rate that Discord allows. */
  readonly send: Send;
  /** Answers to interactions: they do not count toward that rate, and no command waits for a digest. */
  readonly sendAnswer: Send;
  /** Ends its timers. */
  close(): void;
}

export function createTransport(
  options: DiscordOptions,
  { shards, closed }: { readonly shards: Shards; readonly closed: AbortSignal },
): Transport {
  const { token, apiUrl = DISCORD_API, log, clock, isSender, tuning = {} } = options;
  const rest = buildRestOptions(apiUrl, clock, tuning);
  const sampled = createSampledLog(log);
  const throttler = createIdentifyThrottler({ clock, log, shards }, tuning);
  const limited = {
    ...rest,
    makeRequest: withRateLimit(rest.makeRequest, tuning.requestsPerSecond, isSender),
  };
  const ownRest = new REST(limited).setToken(token);
  const answerRest = new REST({ ...rest, makeRequest: withEncodedForm(rest.makeRequest) });
  const clients = new Set<Client>();
  return {
    findChannel(id) {
      for (const { channels } of clients) {
        const cached = channels.cache.get(id);
        if (cached && 'guildId' in cached) return { guildId: cached.guildId, type: cached.type };
      }
      return undefined;
    },
    createShardClient(shard) {
      const backoff = createReconnectBackoff(clock, log, tuning);
      const client = createClient({ shard, rest: limited, identify: throttler, backoff, log, sampled });
      clients.add(client);
      return { client, backoff, forget: () => void clients.delete(client) };
    },
    throttler,
    sampled,
    send: createSend(ownRest, log, { ...tuning, closed }),
    sendAnswer: createSend(answerRest, log, { ...tuning, auth: false, closed }),
    close() {
      for (const one of [ownRest, answerRest]) {
        one.clearHandlerSweeper();
        one.clearHashSweeper();
      }
    },
  };
}
