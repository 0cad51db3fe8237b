import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  DefaultRestOptions,
  DiscordAPIError,
  type RawFile,
  type REST,
  type RESTOptions,
  type RequestMethod,
} from 'discord.js';
import { computeBackoff } from '../../../src/core/async/backoff.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError, StoppedError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { readReply } from '../../../src/core/replies/capped-fetch.ts';
import { LargeReplyMutex } from '../../../src/core/replies/large-replies.ts';
import { createTextResponse } from '../../../src/core/replies/text-response.ts';
import { PACE } from '../render/limits.ts';
import { LONG_LIMITS } from './error-table.ts';
import { toDeliveryError } from './errors.ts';
import { guardInvalidRequests } from './invalid-requests.ts';
import type { Operation } from './operation.ts';

/** A request, its name, and whether it is not idempotent. */
interface Request {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** From `Routes`. */
  readonly route: `/${string}`;
  /** For the log and for errors: without ids or tokens. */
  readonly operation: Operation;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly files?: RawFile[];
  /** Must not be repeated when it may have been carried out. */
  readonly once?: boolean;
}

type MakeRequest = RESTOptions['makeRequest'];

/** Sends a request and resolves with the parsed answer, or throws a `DeliveryError`. */
export type Send = (request: Request) => Promise<unknown>;

export interface RestTuning {
  readonly timeoutMs?: number;
  readonly backoffMs?: number;
  readonly requestsPerSecond?: number;
}

const ATTEMPTS = 3;

/** Timers accept no longer delay; discord.js's own timeout would run while a request waits for its slot. */
const NEVER_MS = 2 ** 31 - 1;

function isLongLimit(text: string): boolean {
  try {
    const { code } = JSON.parse(text) as { code?: unknown };
    return LONG_LIMITS.has(Number(code));
  } catch {
    // Not Discord's own words.
    return false;
  }
}

/** Maximum size of a reply: the longest, a page of 1,000 members or all of a server's channels, has 2 MB. */
const REPLY = { maxBytes: 8 * 1024 * 1024, who: 'Discord' };

/** A response of undici or `fetch`, as `readCapped` takes it. */
function asResponse({ body, headers }: Awaited<ReturnType<MakeRequest>>): Response {
  return new Response(body instanceof Readable ? Readable.toWeb(body) : body, { headers: [...headers] });
}

/** Limits the time from sending to the end of the answer, which is read completely first. */
function limitTime(makeRequest: MakeRequest, ms: number): MakeRequest {
  const limits = { ...REPLY, turns: new LargeReplyMutex() };
  return async (url, init) => {
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), ms);
    try {
      const response = await makeRequest(url, { ...init, signal: late.signal });
      const { statusText, headers } = response;
      const text = await readReply(asResponse(response), limits);
      // discord.js waits for every 429 and repeats the request, even one that lasts a day: it is reported as an error instead.
      const status = response.status === 429 && isLongLimit(text) ? 400 : response.status;
      return createTextResponse(text, { status, statusText, headers: [...headers] });
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * Our settings for discord.js: its buckets and waits for 429, but no repeated requests, and none of its per-second
 * counting, which is done by `withRateLimit`.
 */
export function buildRestOptions(apiUrl: string, clock: Clock, { timeoutMs = 15_000 }: RestTuning) {
  return {
    api: apiUrl,
    // discord.js would repeat a post after a 500 or a timeout, which may have been carried out.
    retries: 0,
    timeout: NEVER_MS,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    rejectOnRateLimit: ({ timeToReset, retryAfter }) =>
      Math.max(timeToReset, retryAfter) > PACE.longestWaitMs,
    makeRequest: guardInvalidRequests(limitTime(DefaultRestOptions.makeRequest, timeoutMs), clock),
    // Each channel and each interaction leaves a handler behind, which discord.js would keep for an hour.
    handlerSweepInterval: 10_000,
    userAgentAppendix: 'Paperboy',
  } satisfies Partial<RESTOptions>;
}

interface SendOptions extends RestTuning {
  readonly auth?: boolean;
  /** Aborted when we disconnect from Discord: from then on discord.js has no token, which does not mean that Discord refused it. */
  readonly closed?: AbortSignal;
}

/**
 * Sends requests to Discord's REST API. Idempotent ones are repeated a few times, with jitter, after a 5xx or a broken
 * connection; the others never.
 */
export function createSend(rest: REST, log: Log, options: SendOptions): Send {
  const { backoffMs: firstMs = 500, auth = true, closed } = options;

  async function attempt({ method, route, operation, query, body, files, once }: Request): Promise<unknown> {
    if (closed?.aborted) throw new StoppedError();
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
      // Discord's own answers stay valid; any other error after our stop was caused by us.
      if (closed?.aborted && !(error instanceof DiscordAPIError))
        throw new StoppedError(once ? 'unknown' : 'transient');
      throw toDeliveryError(error, operation, once ?? false);
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
          { operation: request.operation, tried, reason: error.message },
          'a request to Discord is repeated',
        );
        await sleep(computeBackoff(tried, { firstMs, maxMs: Number.POSITIVE_INFINITY }, Math.random));
      }
    }
  };
}
