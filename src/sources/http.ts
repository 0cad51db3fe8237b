import { setTimeout as pause } from 'node:timers/promises';
import ky, { isHTTPError, TimeoutError } from 'ky';
import PQueue from 'p-queue';
import type { Clock } from '../core/base/clock.ts';
import { SourceError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import { createEtagCache } from './etag-cache.ts';
import { createPeopleQueue, HUGGING_FACE_SHARES, type Shares } from './people-queue.ts';
import { readWindow, retryAfterMs } from './rate-limit.ts';
import { currentRequester, type Requester } from './requester.ts';
import { createWire } from './wire.ts';

export interface Origin {
  /** `https://huggingface.co`: nothing outside the listed origins is ever fetched. */
  readonly url: string;
  /** For people. */
  readonly name?: string;
  /** What people may ask of it. */
  readonly shares?: Shares;
  /** Sent to this origin alone. */
  readonly token?: string;
  /** Requests under way at once. */
  readonly concurrency: number;
  /** Least time between the starts of two requests, in milliseconds; goes with a concurrency of 1. */
  readonly gapMs?: number;
}

export interface HttpOptions {
  /** Where two have the same origin (a rehearsal on loopback), the first one's manners hold for both. */
  readonly origins: readonly Origin[];
  readonly userAgent: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Aborts everything under way when the process stops. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  /** Resolves after so many milliseconds; for tests. */
  readonly sleep?: (ms: number) => Promise<void>;
  /** For one try, from the request to the last byte of the reply. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** First pause between two tries, in milliseconds; it doubles, with jitter. */
  readonly backoffMs?: number;
  /** No second try where nobody can be reached: for whoever waits for one answer and may have no network. */
  readonly failFast?: boolean;
}

export interface Fetched {
  readonly status: 200 | 404;
  readonly text: string;
  /** Where it came from in the end, after redirects. */
  readonly url: string;
}

/**
 * The one door to the papers' sources. What is asked inside `onBehalfOf` is asked for a person: it keeps to their shares, and is
 * behind the bot's own work (the refresh, digests), which asks one thing after the other and so leaves every second turn.
 */
export interface Http {
  /** Throws a `SourceError` for every answer but 200 and 404, and when there is none. */
  get(url: string | URL, accept: string): Promise<Fetched>;
}

const RETRIES = 3;
const REDIRECTS = 3;
const SLOWDOWNS = 3;

/** A source that asks for a longer pause than this is reported instead of waited for. */
const LONGEST_WAIT_MS = 30_000;

/** What a request takes, until it has been measured. */
const TYPICAL_MS = 500;

/** The list of a busy day has half a megabyte, and arXiv's longest pages some five. */
const MAX_BYTES = 8 * 1024 * 1024;

type Answer =
  | { readonly kind: 'fetched'; readonly status: 200 | 404; readonly text: string }
  | { readonly kind: 'redirect'; readonly to: string }
  /** The source wants a pause; the gate is closed for so long. */
  | { readonly kind: 'again' };

/** The bot's own work goes before what people ask. */
const BACKGROUND = { priority: 1 } as const;

/** A request of people, which others who want the same wait for, too. */
interface SharedRequest {
  readonly answer: Promise<Fetched>;
  /** What was told of the wait. */
  readonly doing?: string;
}

type Gate = ReturnType<typeof openGate>;

export function createHttp(options: HttpOptions): Http {
  const { clock, log, signal } = options;
  const sleep = options.sleep ?? ((ms: number) => pause(ms, undefined, signal ? { signal } : {}));
  const cache = createEtagCache();
  const gates = new Map<string, Gate>();
  const underWay = new Map<string, SharedRequest>();
  for (const origin of options.origins) {
    const name = new URL(origin.url).origin;
    if (!gates.has(name)) gates.set(name, openGate(origin, { ...options, sleep }));
  }

  async function get(url: string | URL, accept: string): Promise<Fetched> {
    const requester = currentRequester();
    return requester ? getForPerson(url, accept, requester) : getNow(url, accept);
  }

  /** People who ask for the same at the same time share one request. */
  function getForPerson(url: string | URL, accept: string, requester: Requester): Promise<Fetched> {
    const key = `${accept} ${new URL(url).href}`;
    const before = underWay.get(key);
    if (before) {
      if (before.doing !== undefined) requester.onWait?.(before.doing);
      return before.answer;
    }
    const shared: { doing?: string } = {};
    const onWait = (doing: string): void => {
      shared.doing = doing;
      requester.onWait?.(doing);
    };
    const answer = getNow(url, accept, { ...requester, onWait }).finally(() => underWay.delete(key));
    underWay.set(key, Object.assign(shared, { answer }));
    return answer;
  }

  async function getNow(url: string | URL, accept: string, requester?: Requester): Promise<Fetched> {
    let target = new URL(url);
    try {
      for (let redirects = 0; redirects <= REDIRECTS; redirects++) {
        const answer = await patiently(target, accept, requester);
        if (answer.kind === 'fetched') return { ...answer, url: target.href };
        target = URL.parse(answer.to, target.href) ?? target;
      }
    } catch (cause) {
      if (signal?.aborted) throw new SourceError('source-stopped', 'The process is stopping.', { cause });
      throw cause;
    }
    throw new SourceError('source-no-answer', `${target.origin} sends us round in circles.`);
  }

  async function patiently(
    url: URL,
    accept: string,
    requester?: Requester,
  ): Promise<Exclude<Answer, { kind: 'again' }>> {
    for (let slowdowns = 0; slowdowns <= SLOWDOWNS; slowdowns++) {
      const answer = await through(url, accept, requester);
      if (answer.kind !== 'again') return answer;
    }
    throw rateLimited(url, 'goes on asking us to slow down.');
  }

  /** One request through the gate of its origin, when the gate is open. */
  async function through(url: URL, accept: string, requester?: Requester): Promise<Answer> {
    const gate = gates.get(url.origin);
    if (!gate)
      throw new SourceError('source-forbidden', `${url.origin} is not one of the configured sources.`);
    const request = async (): Promise<Answer> => {
      const ms = gate.closedUntil - clock.now();
      if (ms > LONGEST_WAIT_MS) throw rateLimited(url, `asks us to wait ${Math.ceil(ms / 1000)} s.`);
      if (ms > 0) await sleep(ms);
      return once(gate, url, accept);
    };
    const stoppable = signal ? { signal } : {};
    if (!requester) return gate.queue.add(request, { ...BACKGROUND, ...stoppable });
    return gate.people.add(requester, () => gate.queue.add(request, stoppable));
  }

  async function once(gate: Gate, url: URL, accept: string): Promise<Answer> {
    const known = cache.get(url.href);
    const response = await gate.send(url, {
      accept,
      ...(known ? { 'if-none-match': known.etag } : {}),
    });
    const { status, headers } = response;
    const window = readWindow(headers);
    if (window) gate.window = { isScarce: window.isScarce, until: clock.now() + window.resetMs };
    const reset = window?.remaining === 0 ? window.resetMs : undefined;
    if (reset !== undefined) close(gate, reset);
    if (status === 200 || status === 404) {
      const text = await response.text();
      if (status === 200) cache.keep(url.href, headers.get('etag'), text);
      return { kind: 'fetched', status, text };
    }
    if (status === 304 && known) return { kind: 'fetched', status: 200, text: known.text };
    if ([301, 302, 303, 307, 308].includes(status))
      return { kind: 'redirect', to: headers.get('location') ?? '' };
    if (status === 429 || status >= 500) {
      const waitMs = retryAfterMs(headers, clock.now()) ?? reset ?? LONGEST_WAIT_MS;
      close(gate, waitMs);
      // No trouble yet: whoever asked hears of it when it does not end.
      log.debug({ origin: url.origin, waitMs }, 'a source asks us to slow down');
      return { kind: 'again' };
    }
    // Its own words go far, up to people who ask for the status; some servers repeat the key that they refuse.
    const said =
      gate
        .hide(await response.text())
        .slice(0, 200)
        .trim() || 'nothing';
    throw new SourceError(
      status === 400 ? 'source-bad-request' : 'source-refused',
      `${url.origin} answered ${status}: ${said}`,
    );
  }

  function close(gate: Gate, ms: number): void {
    gate.closedUntil = Math.max(gate.closedUntil, clock.now() + ms);
  }

  return { get };
}

/** The queue of one origin, and the client behind it. */
function openGate(
  { url, name, shares = HUGGING_FACE_SHARES, token, concurrency, gapMs = 0 }: Origin,
  options: HttpOptions & Required<Pick<HttpOptions, 'sleep'>>,
) {
  const { userAgent, signal, timeoutMs = 20_000, backoffMs = 500, maxBytes = MAX_BYTES, failFast } = options;
  const { origin } = new URL(url);
  const client = ky.create({
    fetch: createWire({ ...options, fetch: options.fetch ?? fetch, origin, maxBytes, gapMs }),
    headers: { 'user-agent': userAgent, ...(token ? { authorization: `Bearer ${token}` } : {}) },
    redirect: 'manual',
    // Only what is worth another try is an error to the client; the rest is told apart by the door.
    throwHttpErrors: (status) => status >= 500,
    timeout: timeoutMs,
    ...(signal ? { signal } : {}),
    retry: {
      limit: RETRIES,
      methods: ['get'],
      statusCodes: [500, 502, 503, 504],
      // Pauses that a source asks for are kept by the door, where they can be refused.
      shouldRetry: ({ error }) =>
        asksForPause(error) || (failFast && isUnreachable(error)) ? false : undefined,
      afterStatusCodes: [],
      retryOnTimeout: true,
      delay: (attempt) => backoffMs * 2 ** (attempt - 1),
      jitter: true,
    },
  });

  async function send(target: URL, headers: Record<string, string>): Promise<Response> {
    try {
      return await client.get(target, { headers });
    } catch (error) {
      if (isHTTPError(error) && asksForPause(error)) return error.response;
      throw failure(origin, error, timeoutMs);
    }
  }

  const hide = (text: string) => (token ? text.replaceAll(token, '[secret]') : text);
  const { clock } = options;
  const people = createPeopleQueue({
    ...{ name: name ?? origin, shares, clock, signal },
    // Of several connections one is left to the bot's own work.
    concurrency: Math.max(1, concurrency - 1),
    ...{ typicalMs: TYPICAL_MS, gapMs },
    closedMs: () => Math.max(gate.closedUntil, gate.window.isScarce ? gate.window.until : 0) - clock.now(),
  });
  const gate = {
    ...{ send, hide, people, queue: new PQueue({ concurrency }), closedUntil: 0 },
    /** What the source told last of its window of requests. */
    window: { isScarce: false, until: 0 },
  };
  return gate;
}

function asksForPause(error: unknown): boolean {
  return isHTTPError(error) && error.response.headers.has('retry-after');
}

function rateLimited({ origin }: URL, what: string): SourceError {
  return new SourceError('source-rate-limited', `${origin} ${what}`, {
    fix: 'Set HF_TOKEN for a higher limit, or raise REFRESH_MINUTES.',
  });
}

function failure(origin: string, error: unknown, timeoutMs: number): SourceError {
  if (error instanceof SourceError) return error;
  const cause = bare(error);
  if (isHTTPError(error))
    return new SourceError('source-failing', `${origin} answered ${error.response.status}.`, { cause });
  if (error instanceof TimeoutError) {
    const message = `${origin} did not answer within ${timeoutMs / 1000} s.`;
    return new SourceError('source-timeout', message, { cause });
  }
  return new SourceError('source-unreachable', `${origin} cannot be reached: ${innermost(error)}`, {
    fix: 'Check the network, and the address in the settings.',
    cause,
  });
}

/** The client's errors carry the whole request, its token included: what happened is kept of them, and where. */
function bare(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const kept = new Error(error.message, error.cause === undefined ? {} : { cause: bare(error.cause) });
  return Object.assign(kept, { name: error.name, stack: error.stack });
}

/** No such name, no way there, or nobody who listens: the same a second later. */
const UNREACHABLE: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return UNREACHABLE.has((error as NodeJS.ErrnoException).code) || isUnreachable(error.cause);
}

/** `fetch failed` says nothing; what caused it does. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? innermost(error.cause) : error.message;
}
