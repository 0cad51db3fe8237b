import PQueue from 'p-queue';
import { pause } from './pause.ts';

/** So many in so many milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

export interface RateLimitedQueueOptions {
  /** Calls under way at one time. */
  readonly concurrency: number;
  /** No window of `perMs`, wherever it begins, has more than `calls` that began. */
  readonly rate?: Rate;
  /** A server may ask to wait: for up to this the queue is held, for longer its calls are turned away. */
  readonly longestWaitMs: number;
  /** What a call is turned away with when it would wait for so many milliseconds. */
  readonly rejection: (waitMs: number) => Error;
  /** Aborted when the process stops. */
  readonly signal?: AbortSignal;
}

/**
 * Calls to a server with a rate limit: the most urgent first, at its rate, and none while it asks to wait. Who would wait
 * for too long gets the waiting time at once. What has begun is never taken back: it may have been carried out.
 * (docs/adr/0008-rate-limits.md)
 */
export class RateLimitedQueue {
  readonly #queue: PQueue;
  readonly #options: RateLimitedQueueOptions;
  /** Calls that have not begun: these alone can be turned away without doubt. */
  readonly #waiting = new Set<AbortController>();
  #heldUntil = 0;

  constructor(options: RateLimitedQueueOptions) {
    this.#options = options;
    const { concurrency, rate } = options;
    const limit = rate && { interval: rate.perMs, intervalCap: rate.calls, strict: true };
    this.#queue = new PQueue({ concurrency, ...limit });
  }

  /** For how many milliseconds no call begins. */
  get heldMs(): number {
    return Math.max(0, this.#heldUntil - Date.now());
  }

  async add<T>(call: () => Promise<T>, priority: number): Promise<T> {
    if (this.heldMs > this.#options.longestWaitMs) throw this.#options.rejection(this.heldMs);
    const turn = new AbortController();
    this.#waiting.add(turn);
    const begin = () => {
      this.#waiting.delete(turn);
      return call();
    };
    return this.#queue
      .add(begin, { priority, signal: turn.signal })
      .finally(() => this.#waiting.delete(turn));
  }

  /** The server asks to wait. */
  hold(ms: number): void {
    if (!(ms > 0)) return;
    this.#heldUntil = Math.max(this.#heldUntil, Date.now() + ms);
    // Callers that already wait get the same answer as later ones.
    if (ms > this.#options.longestWaitMs) this.turnAway(this.#options.rejection(ms));
    if (this.#queue.isPaused) return;
    this.#queue.pause();
    void this.#release();
  }

  /** Ends what has not begun. */
  turnAway(reason: Error): void {
    for (const turn of this.#waiting) turn.abort(reason);
  }

  /** A timer may ring a moment early, and the hold may have grown meanwhile. */
  async #release(): Promise<void> {
    const { signal } = this.#options;
    while (this.heldMs > 0 && !signal?.aborted) await pause(this.heldMs, signal);
    this.#queue.start();
  }
}
