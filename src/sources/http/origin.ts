import PQueue from 'p-queue';
import type { Clock } from '../../core/base/clock.ts';
import { createPeopleQueue, HUGGING_FACE_SHARES, type Shares } from './people-queue.ts';
import { createRateLimitedError } from './rate-limited.ts';
import { readWindow } from './rate-window.ts';
import type { Requester } from './requester.ts';
import type { RetryingGet } from './retrying-get.ts';

export interface Origin {
  /** `https://huggingface.co`: nothing outside the listed origins is ever fetched. */
  readonly url: string;
  /** For people. */
  readonly name?: string;
  /** What people may ask of it. */
  readonly shares?: Shares;
  /** Sent only to this origin. */
  readonly token?: string;
  /** Requests in progress at the same time. */
  readonly concurrency: number;
  /** Least time between the starts of two requests, in milliseconds. Takes a concurrency of 1. */
  readonly minIntervalMs?: number;
}

export interface OriginOptions {
  readonly userAgent: string;
  readonly clock: Clock;
  /** Aborts everything in progress when the process stops. */
  readonly signal?: AbortSignal;
  readonly fetch?: typeof fetch;
  readonly sleep: (ms: number) => Promise<void>;
  /** See `TransportOptions`. */
  readonly reserveTurn?: ((origin: string, intervalMs: number) => Promise<number>) | undefined;
  /** For one try, from the request to the last byte of the reply. */
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** First pause between two tries, in milliseconds; it doubles, with jitter. */
  readonly backoffMs?: number;
  /** No second try where nobody can be reached: for whoever waits for one answer and may have no network. */
  readonly failFast?: boolean;
}

/** A source that asks for a longer pause than this is reported instead of waited for. */
export const MAX_WAIT_MS = 30_000;

/** What a request takes, until it has been measured. */
const TYPICAL_MS = 500;

/** The list of a busy day has half a megabyte, and arXiv's longest pages some five. */
const MAX_BYTES = 8 * 1024 * 1024;

const TIMEOUT_MS = 20_000;

/** The bot's own work goes before what people ask. */
const BACKGROUND = { priority: 1 } as const;

/** The queue of one origin, and the client behind it. It rests while the origin asks for a pause. */
export class OriginQueue {
  readonly #origin: string;
  readonly #token: string | undefined;
  readonly #options: OriginOptions;
  readonly #minIntervalMs: number;
  readonly #queue: PQueue;
  readonly #people: ReturnType<typeof createPeopleQueue>;
  #get: Promise<RetryingGet> | undefined;
  #pausedUntil = 0;
  /** Until when requests are scarce, as the source said last: what is left of its window is the bot's own. */
  #scarceUntil = 0;

  constructor(origin: Origin, options: OriginOptions) {
    const { name, shares = HUGGING_FACE_SHARES, concurrency, minIntervalMs = 0 } = origin;
    // Two requests that wait at the same time would start together.
    if (minIntervalMs > 0 && concurrency > 1)
      throw new RangeError(`minIntervalMs needs a concurrency of 1: ${origin.url}`);
    const { clock, signal } = options;
    this.#origin = new URL(origin.url).origin;
    this.#token = origin.token;
    this.#options = options;
    this.#minIntervalMs = minIntervalMs;
    this.#queue = new PQueue({ concurrency });
    this.#people = createPeopleQueue({
      ...{ name: name ?? this.#origin, shares, clock, signal },
      // Of several connections one is left to the bot's own work.
      concurrency: Math.max(1, concurrency - 1),
      typicalMs: TYPICAL_MS,
      minIntervalMs,
      getClosedMs: () => Math.max(this.#pausedUntil, this.#scarceUntil) - clock.now(),
    });
  }

  /** Runs a request when it is its turn and no pause is asked for: the bot's own, or that of a person within their shares. */
  async add<T>(url: URL, request: () => Promise<T>, requester?: Requester): Promise<T> {
    const signal = requester?.signal ?? this.#options.signal;
    const stoppable = signal ? { signal } : {};
    const runRested = async (): Promise<T> => {
      await this.#pauseBefore(url);
      signal?.throwIfAborted();
      return request();
    };
    if (!requester) return this.#queue.add(runRested, { ...BACKGROUND, ...stoppable });
    return this.#people.add(requester, () => this.#queue.add(runRested, stoppable));
  }

  /** One request with its retries. Throws a `SourceError`; an answer that asks for a pause is returned. */
  async send(target: URL, headers: Record<string, string>, signal?: AbortSignal): Promise<Response> {
    this.#get ??= this.#createGet();
    const get = await this.#get;
    return this.#observeResponse(await get(target, headers, signal));
  }

  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#options.clock.now() + ms);
  }

  /** What a server said, without the token: it goes far, up to people who ask for the status, and some servers repeat the key. */
  hideToken(text: string): string {
    return this.#token ? text.replaceAll(this.#token, '[secret]') : text;
  }

  async #pauseBefore(url: URL): Promise<void> {
    const ms = this.#pausedUntil - this.#options.clock.now();
    if (ms > MAX_WAIT_MS) throw createRateLimitedError(url, ms);
    if (ms > 0) await this.#options.sleep(ms);
  }

  /** Reads the source's window of requests off its answer. */
  #observeResponse(response: Response): Response {
    const window = readWindow(response.headers);
    if (!window) return response;
    this.#scarceUntil = window.isScarce ? this.#options.clock.now() + window.resetMs : 0;
    if (window.remaining === 0) this.pause(window.resetMs);
    return response;
  }

  /** Loaded with the first request: most commands ask nobody. */
  async #createGet(): Promise<RetryingGet> {
    const { createRetryingGet } = await import('./retrying-get.ts');
    const { fetch = globalThis.fetch, maxBytes = MAX_BYTES, timeoutMs = TIMEOUT_MS } = this.#options;
    return createRetryingGet({
      ...{ ...this.#options, fetch, maxBytes, timeoutMs },
      ...{ origin: this.#origin, token: this.#token, minIntervalMs: this.#minIntervalMs },
    });
  }
}
