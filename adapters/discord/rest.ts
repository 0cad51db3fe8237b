import { setTimeout as sleep } from 'node:timers/promises';
import {
  DefaultRestOptions,
  type RawFile,
  type REST,
  type RESTOptions,
  type RequestMethod,
} from 'discord.js';
import { DeliveryError } from '../../src/core/errors.ts';
import type { Clock, Log } from '../../src/core/ports.ts';
import { toDeliveryError } from './errors.ts';
import { guardInvalidRequests } from './invalid-requests.ts';
import { PACE } from './limits.ts';

/** A request in words for the log and for errors, and whether repeating it would do something anew. */
interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `Routes`. */
  readonly route: `/${string}`;
  /** `post a message`: without ids or tokens. */
  readonly action: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly files?: RawFile[];
  /** Must not be repeated when it may have been carried out. */
  readonly once?: boolean;
}

/** Sends a request and resolves with the parsed answer, or throws a `DeliveryError`. */
export type Send = (request: Request) => Promise<unknown>;

export interface RestTuning {
  readonly timeoutMs?: number;
  readonly backoffMs?: number;
  readonly requestsPerSecond?: number;
}

/** A wait that Discord asks for longer than this becomes an error which says how long: the caller plans anew. */
const LONGEST_WAIT_MS = 30_000;

const ATTEMPTS = 3;

/**
 * Between the end of a second of ours and the next request: so late may the first request of a second reach Discord. Less
 * brings 429s on a busy machine (seen with 30); discord.js's own 50 make a long fan-out take 1.05 times the least time.
 */
const WINDOW_MARGIN_MS = 45;

/** Reads the answer to its end before it counts as one: discord.js's own timeout ends with the headers. */
function withWholeBody(wire: RESTOptions['makeRequest']): RESTOptions['makeRequest'] {
  return async (url, init) => {
    const response = await wire(url, init);
    const { status, statusText, headers } = response;
    const bytes = await response.arrayBuffer();
    return new Response(bytes.byteLength > 0 ? bytes : null, { status, statusText, headers: [...headers] });
  };
}

/** How we want discord.js to behave: its buckets and waits for 429, but no repeated requests. */
export function restOptions(apiUrl: string, clock: Clock, tuning: RestTuning): Partial<RESTOptions> {
  return {
    api: apiUrl,
    // discord.js would send a post again after a 500 or a timeout, which may have been carried out.
    retries: 0,
    timeout: tuning.timeoutMs ?? 15_000,
    globalRequestsPerSecond: tuning.requestsPerSecond ?? PACE.requestsPerSecond,
    offset: WINDOW_MARGIN_MS,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) => Math.max(timeToReset, retryAfter) > LONGEST_WAIT_MS,
    makeRequest: guardInvalidRequests(withWholeBody(DefaultRestOptions.makeRequest), clock),
    userAgentAppendix: 'Paperboy',
  };
}

/**
 * The door to Discord's REST API. Requests that may be repeated are, a few times and with jitter, after a 5xx or a broken
 * connection; the others never.
 */
export function createSend(rest: REST, log: Log, options: RestTuning & { readonly auth?: boolean }): Send {
  const { backoffMs = 500, auth = true } = options;

  async function attempt({ method, route, action, query, body, files, once }: Request): Promise<unknown> {
    try {
      return await rest.request({
        method: method as RequestMethod,
        fullRoute: route,
        auth,
        ...(query ? { query: new URLSearchParams(query) } : {}),
        ...(body === undefined ? {} : { body }),
        ...(files ? { files } : {}),
      });
    } catch (error) {
      throw toDeliveryError(error, action, once ?? false);
    }
  }

  return async (request) => {
    for (let tried = 1; ; tried++) {
      try {
        return await attempt(request);
      } catch (error) {
        const again = error instanceof DeliveryError && error.fault === 'transient' && !error.retryAfterMs;
        if (!again || request.once || tried >= ATTEMPTS) throw error;
        log.debug(
          { action: request.action, tried, reason: error.message },
          'a request to Discord is repeated',
        );
        await sleep(backoffMs * 2 ** tried * (0.5 + Math.random() / 2));
      }
    }
  };
}
