import ky, { isHTTPError, type KyInstance, TimeoutError } from 'ky';
import PQueue from 'p-queue';
import { SourceError } from '../core/errors.ts';
import type { Clock, Log } from '../core/ports.ts';
import { createEtagCache } from './etag-cache.ts';
import { retryAfterMs, windowResetMs } from './rate-limit.ts';
import { readCapped } from './read-capped.ts';

export interface Origin {
  /** `https://huggingface.co`: nothing outside the listed origins is ever fetched. */
  readonly url: string;
  /** Sent to this origin alone. */
  readonly token?: string;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Least time between the starts of two requests, in milliseconds. */
  readonly gapMs?: number;
}

export interface HttpOptions {
  readonly origins: readonly Origin[];
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts everything under way when the process stops. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Resolves after so many milliseconds; for tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** First pause between two tries, in milliseconds; it doubles, with jitter. */
  readonly backoffMs?: number;
}

export interface Fetched {
  readonly status: 200 | 404;
  readonly text: string;
  /** Where it came from in the end, after redirects. */
  readonly url: string;
}

/** The one door to the papers' sources. */
export interface Http {
  /** Throws a `SourceError` for every answer but 200 and 404, and when there is none. */
  get(url: string | URL, accept: string): Promise<Fetched>;
}

const RETRIES = 3;
const REDIRECTS = 3;
const SLOWDOWNS = 3;

/** A source that asks for a longer pause than this is reported instead of waited for. */
const LONGEST_WAIT_MS = 30_000;

type Answer =
  | { readonly kind: 'fetched'; readonly status: 200 | 404; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The source wants a pause; the gate is closed for so long. */
  | { readonly kind: 'again' };

/** The whole list of a busy day is about half a megabyte. */
const MAX_BYTES = 20 * 1024 * 1024;

export function createHttp(options: HttpOptions): Http {
  const {
    userAgent,
    clock,
    log,
    signal,
    timeoutMs = 20_000,
    maxBytes = MAX_BYTES,
    backoffMs = 500,
  } = options;
  const sleep = options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
  const cache = createEtagCache();
  const gates = new Map(options.origins.map((origin) => [new URL(origin.url).origin, gateFor(origin)]));

  function gateFor({ token, concurrency, gapMs }: Origin) {
    const client: KyInstance = ky.create({
      ...(options.fetch ? { fetch: options.fetch } : {}),
      headers: { 'user-agent': userAgent, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      redirect: 'manual',
      // Only what is worth another try is an error to the client; the rest is told apart below.
      throwHttpErrors: (status) => status >= 500,
      timeout: timeoutMs,
      retry: {
        limit: RETRIES,
        methods: ['get'],
        statusCodes: [500, 502, 503, 504],
        // Pauses that a source asks for are kept below, where they can be refused.
        afterStatusCodes: [],
        retryOnTimeout: true,
        delay: (attempt) => backoffMs * 2 ** (attempt - 1),
        jitter: true,
      },
    });
    const queue = new PQueue({ concurrency, ...(gapMs ? { interval: gapMs, intervalCap: 1 } : {}) });
    return { client, queue, closedUntil: 0 };
  }

  async function get(url: string | URL, accept: string): Promise<Fetched> {
    let target = new URL(url);
    let redirects = 0;
    for (let turn = 0; turn < REDIRECTS + SLOWDOWNS; turn++) {
      const answer = await through(target, accept);
      if (answer.kind === 'fetched') return { ...answer, url: target.href };
      if (answer.kind === 'again') continue;
      redirects += 1;
      const next = URL.parse(answer.to, target.href);
      if (!next || redirects > REDIRECTS) break;
      target = next;
    }
    throw new SourceError('source-no-answer', `${target.origin} sends us round in circles.`);
  }

  /** One request through the gate of its origin, when the gate is open. */
  async function through(url: URL, accept: string): Promise<Answer> {
    const gate = gates.get(url.origin);
    if (!gate)
      throw new SourceError('source-forbidden', `${url.origin} is not one of the configured sources.`);
    return gate.queue.add(
      async () => {
        await waitFor(gate.closedUntil - clock.now(), url);
        return once(gate, url, accept);
      },
      signal ? { signal } : {},
    );
  }

  async function once(gate: ReturnType<typeof gateFor>, url: URL, accept: string): Promise<Answer> {
    const etag = cache.etag(url.href);
    const headers = { accept, ...(etag ? { 'if-none-match': etag } : {}) };
    const response = await send<Response>(
      () => gate.client.get(url, { headers, ...(signal ? { signal } : {}) }),
      url,
    );
    const now = clock.now();
    const reset = windowResetMs(response.headers);
    if (reset !== undefined) gate.closedUntil = Math.max(gate.closedUntil, now + reset);
    switch (response.status) {
      case 200:
      case 404: {
        const text = await send(() => readCapped(response, maxBytes, url), url);
        if (response.status === 200) cache.keep(url.href, response.headers.get('etag'), text);
        return { kind: 'fetched', status: response.status, text };
      }
      case 304:
        return { kind: 'fetched', status: 200, text: cache.text(url.href) };
      case 301:
      case 302:
      case 303:
      case 307:
      case 308:
        return { kind: 'redirect', to: response.headers.get('location') ?? '' };
      case 429: {
        const asked = retryAfterMs(response.headers, now) ?? reset ?? LONGEST_WAIT_MS;
        gate.closedUntil = Math.max(gate.closedUntil, now + asked);
        log.warn({ origin: url.origin, waitMs: asked }, 'a source asks us to slow down');
        return { kind: 'again' };
      }
      default: {
        const text = await send(() => readCapped(response, maxBytes, url), url);
        throw new SourceError(
          'source-refused',
          `${url.origin} answered ${response.status}: ${text.slice(0, 200).trim() || 'nothing'}`,
        );
      }
    }
  }

  async function send<T>(work: () => Promise<T>, url: URL): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw networkError(url, error, timeoutMs);
    }
  }

  async function waitFor(ms: number, url: URL): Promise<void> {
    if (ms <= 0) return;
    if (ms > LONGEST_WAIT_MS) {
      throw new SourceError(
        'source-rate-limited',
        `${url.origin} asks us to wait ${Math.ceil(ms / 1000)} s.`,
        { fix: 'Set HF_TOKEN for a higher limit, or raise REFRESH_MINUTES.' },
      );
    }
    await sleep(ms);
  }

  return { get };
}

function networkError(url: URL, cause: unknown, timeoutMs: number): SourceError {
  if (cause instanceof SourceError) return cause;
  if (isHTTPError(cause))
    return new SourceError('source-failing', `${url.origin} answered ${cause.response.status}.`, { cause });
  if (cause instanceof TimeoutError)
    return new SourceError('source-timeout', `${url.origin} did not answer within ${timeoutMs / 1000} s.`, {
      cause,
    });
  const why =
    cause instanceof Error
      ? cause.cause instanceof Error
        ? cause.cause.message
        : cause.message
      : String(cause);
  return new SourceError('source-unreachable', `${url.origin} cannot be reached: ${why}`, {
    fix: 'Check the network, and the address in the settings.',
    cause,
  });
}
