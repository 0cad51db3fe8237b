import { type Client, REST } from 'discord.js';
import { createSampledLog, type SampledLog } from '../../src/core/base/sampled-log.ts';
import { withEncodedForm } from './api/encoded-form.ts';
import { withRateLimit } from './api/rate-limiter.ts';
import { buildRestOptions, createSend, type Send } from './api/rest.ts';
import { createClient } from './gateway/gateway.ts';
import { createIdentifyThrottler } from './gateway/identify-throttler.ts';
import { createReconnectBackoff, type ReconnectBackoff } from './gateway/reconnect-backoff.ts';
import type { DiscordOptions } from './options.ts';

const DISCORD_API = 'https://discord.com/api';

/** The gateway's client, and two ways to the REST API. */
export interface Transport {
  readonly client: Client;
  readonly backoff: ReconnectBackoff;
  readonly sampled: SampledLog;
  /** The bot's own requests, at the rate that Discord allows. */
  readonly send: Send;
  /** Answers to interactions: they do not count toward that rate, and no command waits for a digest. */
  readonly sendAnswer: Send;
  /** Rejects answers that have not begun. */
  closeAnswers(): void;
}

export function createTransport(options: DiscordOptions, closed: AbortSignal): Transport {
  const { token, apiUrl = DISCORD_API, log, clock, tuning = {} } = options;
  const rest = buildRestOptions(apiUrl, clock, tuning);
  const sampled = createSampledLog(log);
  const backoff = createReconnectBackoff(clock, log, tuning);
  const client = createClient({
    rest: { ...rest, makeRequest: withRateLimit(rest.makeRequest, tuning.requestsPerSecond) },
    identify: createIdentifyThrottler(clock, log, tuning),
    backoff,
    log,
    sampled,
  });
  client.rest.setToken(token);
  const answerRest = new REST({ ...rest, makeRequest: withEncodedForm(rest.makeRequest) });
  return {
    client,
    backoff,
    sampled,
    send: createSend(client.rest, log, { ...tuning, closed }),
    sendAnswer: createSend(answerRest, log, { ...tuning, auth: false, closed }),
    closeAnswers() {
      answerRest.clearHandlerSweeper();
      answerRest.clearHashSweeper();
    },
  };
}
