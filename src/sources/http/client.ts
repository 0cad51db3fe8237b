import { setTimeout as pause } from 'node:timers/promises';
import { SourceError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import { retryAfterMs } from '../../core/delivery/retry-after.ts';
import { problems } from '../shared/texts.ts';
import { EtagCache } from './etag-cache.ts';
import { MAX_WAIT_MS, type Origin, type OriginOptions, OriginQueue } from './origin.ts';
import { createRateLimitedError } from './rate-limited.ts';
import { MAX_PAUSE_MS, readWindow } from './rate-window.ts';
import { findRequester, type Requester } from './requester.ts';

export interface HttpOptions extends Omit<OriginOptions, 'sleep'> {
  /** Where two have the same origin (a rehearsal on loopback), the settings of the first hold for both. */
  readonly origins: readonly Origin[];
  readonly log: Log;
  /** Resolves after this many milliseconds; for tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** How long a person waits for one answer, with all waits for a turn, tries and pauses, in milliseconds. */
  readonly personTimeoutMs?: number;
}

export interface Fetched {
  readonly status: 200 | 404;
  readonly text: string;
  /** Where it came from in the end, after redirects. */
  readonly url: string;
}

/**
 * The only client for requests to sources of papers. A request inside `runFor` is made for a person: it counts toward their
 * share, and waits behind the bot's own work (refresh, digests), which sends one request at a time and so leaves every second turn.
 */
export interface Http {
  /** Throws a `SourceError` for every answer but 200 and 404, and when there is none. */
  get(url: string | URL, accept: string): Promise<Fetched>;
}

const REDIRECTS = 3;
const SLOWDOWNS = 3;

/** Long enough for one try and the beginning of another; two sources that do not answer take less than a minute together. */
const PERSON_TIMEOUT_MS = 25_000;

/** A server’s answer is quoted up to this length. */
const MAX_QUOTE_LENGTH = 200;

type Answer =
  | { readonly kind: 'fetched'; readonly status: 200 | 404; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The source asked for fewer requests, and its queue is paused. */
  | { readonly kind: 'again' };

/** A request made for a person; others with the same request share its answer. */
interface SharedRequest {
  readonly answer: Promise<Fetched>;
  /** The latest status of the wait. */
  readonly status?: string;
}

export function createHttp(options: HttpOptions): Http {
  return new HttpClient(options);
}

class HttpClient implements Http {
  readonly #options: HttpOptions;
  readonly #cache = new EtagCache();
  readonly #queues = new Map<string, OriginQueue>();
  readonly #underWay = new Map<string, SharedRequest>();

  constructor(options: HttpOptions) {
    const { signal } = options;
    const sleep = options.sleep ?? ((ms: number) => pause(ms, undefined, signal ? { signal } : {}));
    this.#options = options;
    for (const origin of options.origins) {
      const key = new URL(origin.url).origin;
      if (!this.#queues.has(key)) this.#queues.set(key, new OriginQueue(origin, { ...options, sleep }));
    }
  }

  async get(url: string | URL, accept: string): Promise<Fetched> {
    const requester = findRequester();
    return requester ? this.#getShared(url, accept, requester) : this.#getNow(url, accept);
  }

  /** Identical requests of people at the same time are merged. */
  #getShared(url: string | URL, accept: string, requester: Requester): Promise<Fetched> {
    const key = `${accept} ${new URL(url).href}`;
    const before = this.#underWay.get(key);
    if (before) {
      if (before.status !== undefined) requester.onWait?.(before.status);
      return before.answer;
    }
    const shared: { status?: string } = {};
    const onWait = (status: string): void => {
      shared.status = status;
      requester.onWait?.(status);
    };
    const answer = this.#getInTime(url, accept, { ...requester, onWait }).finally(() =>
      this.#underWay.delete(key),
    );
    this.#underWay.set(key, Object.assign(shared, { answer }));
    return answer;
  }

  /** A request for a person, with a timeout, so that it does not block others. */
  async #getInTime(url: string | URL, accept: string, requester: Requester): Promise<Fetched> {
    const { personTimeoutMs = PERSON_TIMEOUT_MS, signal } = this.#options;
    const controller = new AbortController();
    const { origin } = new URL(url);
    const endLate = () =>
      controller.abort(new SourceError(problems.sourceTimeout({ origin, seconds: personTimeoutMs / 1000 })));
    const timer = setTimeout(endLate, personTimeoutMs);
    // No `AbortSignal.any`: it would keep some memory of each request for as long as the process runs.
    const stop = () => controller.abort(signal?.reason);
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      return await this.#getNow(url, accept, { ...requester, signal: controller.signal });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  async #getNow(url: string | URL, accept: string, requester?: Requester): Promise<Fetched> {
    let target = new URL(url);
    try {
      for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
        const answer = await this.#getAfterPauses(target, accept, requester);
        if (answer.kind === 'fetched') return { ...answer, url: target.href };
        target = URL.parse(answer.to, target.href) ?? target;
      }
    } catch (cause) {
      if (this.#options.signal?.aborted) throw new SourceError(problems.sourceStopped(), { cause });
      throw cause;
    }
    throw new SourceError(problems.sourceNoAnswer({ origin: target.origin }));
  }

  async #getAfterPauses(
    url: URL,
    accept: string,
    requester?: Requester,
  ): Promise<Exclude<Answer, { kind: 'again' }>> {
    const queue = this.#queues.get(url.origin);
    if (!queue) throw new SourceError(problems.sourceForbidden({ origin: url.origin }));
    for (let slowdowns = 0; slowdowns <= SLOWDOWNS; slowdowns++) {
      const answer = await queue.add(
        url,
        () => this.#getOnce(queue, url, accept, requester?.signal),
        requester,
      );
      if (answer.kind !== 'again') return answer;
    }
    throw createRateLimitedError(url);
  }

  async #getOnce(queue: OriginQueue, url: URL, accept: string, signal?: AbortSignal): Promise<Answer> {
    const known = this.#cache.get(url.href);
    const asked = { accept, ...(known ? { 'if-none-match': known.etag } : {}) };
    const response = await queue.send(url, asked, signal);
    const { status, headers } = response;
    if (status === 200 || status === 404) {
      const text = await response.text();
      if (status === 200) this.#cache.save(url.href, headers.get('etag'), text);
      return { kind: 'fetched', status, text };
    }
    if (status === 304 && known) return { kind: 'fetched', status: 200, text: known.text };
    if ([301, 302, 303, 307, 308].includes(status))
      return { kind: 'redirect', to: headers.get('location') ?? '' };
    if (status === 429 || status >= 500) return this.#slowDown(queue, url, headers);
    throw await toRefusal(queue, url, response);
  }

  #slowDown(queue: OriginQueue, { origin }: URL, headers: Headers): Answer {
    const window = readWindow(headers);
    const reset = window?.remaining === 0 ? window.resetMs : undefined;
    const asked = retryAfterMs(headers, this.#options.clock.now(), MAX_PAUSE_MS);
    const waitMs = asked ?? reset ?? MAX_WAIT_MS;
    queue.pause(waitMs);
    // At debug level: the caller gets an error if the source does not recover.
    this.#options.log.debug({ origin, waitMs }, 'a source asks for fewer requests');
    return { kind: 'again' };
  }
}

async function toRefusal(queue: OriginQueue, { origin }: URL, response: Response): Promise<SourceError> {
  const { status } = response;
  const said =
    queue
      .hideToken(await response.text())
      .slice(0, MAX_QUOTE_LENGTH)
      .trim() || '""';
  const raise = status === 400 ? problems.sourceRefusedRequest : problems.sourceRefused;
  return new SourceError(raise({ origin, status, said }));
}
