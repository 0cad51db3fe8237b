import { webApi } from '@slack/bolt';
import type { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { createCappedFetch } from '../../../src/core/replies/capped-fetch.ts';
import { LargeReplyMutex } from '../../../src/core/replies/large-replies.ts';
import { createBoltLogger } from './bolt-logger.ts';
import { toDeliveryError } from './errors.ts';
import type { RateLimiter, Turn } from './rate-limiter.ts';
import type { SlackMethod } from './rates.ts';

/** Slack's Web API, at the rates that it allows, with every failure as a `DeliveryError`. */
export interface Web {
  call<T>(method: SlackMethod, run: (client: webApi.WebClient) => Promise<T>, turn?: Turn): Promise<T>;
}

export interface WebOptions {
  /** A client with the bot's token, which may be renewed from time to time. */
  readonly getClient: () => Promise<webApi.WebClient>;
  /** Called with every failure that Slack's answer to a call means. */
  readonly onFailure?: (error: DeliveryError) => void;
  readonly limiter: RateLimiter;
}

export interface EndpointOptions {
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
}

/** The options of every client of Slack's library: no retries of its own, and a 429 passed to our rate limiter. */
export function buildClientOptions({ apiUrl, timeoutMs, log }: EndpointOptions) {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: createBoundedFetch(timeoutMs),
    logger: createBoltLogger(log),
  } satisfies webApi.WebClientOptions;
}

/** A client with a token that never changes. */
export function createFixedClient(token: string, endpoint: EndpointOptions): WebOptions['getClient'] {
  const client = Promise.resolve(new webApi.WebClient(token, buildClientOptions(endpoint)));
  return () => client;
}

export function createWeb({ getClient, limiter, onFailure }: WebOptions): Web {
  return {
    call: async (method, run, turn = {}) => {
      try {
        return await limiter.run(method, turn, async () => run(await getClient()));
      } catch (error) {
        const failure = toDeliveryError(error, method);
        onFailure?.(failure);
        throw failure;
      }
    },
  };
}

/** Maximum size of a reply: the longest, a page of 1,000 members, has 2 MB. */
const REPLY = { maxBytes: 8 * 1024 * 1024, who: 'Slack' };

/** `fetch` with a timeout and bounded replies. It also guards Bolt's `respond`, which has no time limit of its own. */
function createBoundedFetch(timeoutMs: number): typeof globalThis.fetch {
  const send = createCappedFetch(fetch, { ...REPLY, timeoutMs, turns: new LargeReplyMutex() });
  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const response = await send(input, { ...init, signal, redirect: 'error' });
    // Without a readable Retry-After Slack's client treats a 429 as an unknown failure.
    if (response.status === 429 && !/^\d+$/.test(response.headers.get('retry-after') ?? '')) {
      throw new webApi.WebAPIRateLimitedError(30);
    }
    // The client decompresses a body of this type, without a limit; no method that is called here sends one.
    if (response.headers.get('content-type') === 'application/gzip') response.headers.delete('content-type');
    return response;
  };
}
