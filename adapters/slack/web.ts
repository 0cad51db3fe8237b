import { webApi } from '@slack/bolt';
import type { Log } from '../../src/core/ports.ts';
import { boltLogger } from './bolt-logger.ts';
import { toDeliveryError } from './errors.ts';
import type { SlackMethod } from './limits.ts';
import type { Pacer, Turn } from './pacer.ts';

/** Slack's Web API, one paced call at a time, every failure a `DeliveryError`. */
export interface Web {
  call<T>(method: SlackMethod, run: (client: webApi.WebClient) => Promise<T>, turn?: Turn): Promise<T>;
}

export interface WebOptions {
  readonly token: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly pacer: Pacer;
  readonly log: Log;
}

/** What every client of Slack's library gets: no retries of its own, and a 429 handed to our pacing. */
export function clientOptions({ apiUrl, timeoutMs, log }: Pick<WebOptions, 'apiUrl' | 'timeoutMs' | 'log'>) {
  return {
    slackApiUrl: apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: boundedFetch(timeoutMs),
    logger: boltLogger(log),
  } satisfies webApi.WebClientOptions;
}

export function createWeb(options: WebOptions): Web {
  const client = new webApi.WebClient(options.token, clientOptions(options));
  return {
    call: async (method, run, turn = {}) => {
      try {
        return await options.pacer.run(method, turn, () => run(client));
      } catch (error) {
        throw toDeliveryError(error, method);
      }
    },
  };
}

/** `fetch` that ends. It also guards Bolt's `respond`, which has no time limit of its own. */
function boundedFetch(timeoutMs: number): typeof globalThis.fetch {
  return async (input, init) => {
    const timeout = AbortSignal.timeout(timeoutMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, timeout]) : timeout;
    const response = await fetch(input, { ...init, signal, redirect: 'error' });
    // Without a readable Retry-After Slack's client takes a 429 for an unknown failure.
    if (response.status === 429 && !/^\d+$/.test(response.headers.get('retry-after') ?? '')) {
      throw new webApi.WebAPIRateLimitedError(30);
    }
    return response;
  };
}
