import PQueue from 'p-queue';
import { pause } from './pause.ts';

/** At most `calls` in any window of `perMs` milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

export interface RateLimitedQueueOptions {
  /** Calls in progress at the same time. */
  readonly concurrency: number;
  /** No window of `perMs`, wherever it begins, contains more than `calls` that began. */
  readonly rate?: Rate;
  /** A server may ask us to wait: up to this long the queue is paused; for longer waits its calls are rejected. */
  readonly longestWaitMs: number;
  /** The error for a call that would have to wait for this many milliseconds. */
  readonly createRejection: (waitMs: number) => Error;
  /** Aborted when the process stops. */
  readonly signal?: AbortSignal;
}

/**
 * Calls to a server with a rate limit: the most urgent first, at the server's rate, and none while it asks us to wait. A call that
 * would wait too long is rejected at once with the waiting time. A call in progress is never canceled: it may be carried out.
 * (docs/adr/0008-rate-limits.md)
 */
export class RateLimitedQueue {
  readonly #queue: PQueue;
  readonly #options: RateLimitedQueueOptions;
  /** Calls that have not begun: only these can be rejected with certainty that nothing was carried out. */
  readonly #waiting = new Set<AbortController>();
  #heldUntil = 0;

  constructor(options: RateLimitedQueueOptions) {
    this.#options = options;
    const { concurrency, rate } = options;
    const limit = rate && { interval: rate.perMs, intervalCap: rate.calls, strict: true };
    this.#queue = new PQueue({ concurrency, ...limit });
  }

  /** For how many milliseconds no call may begin. */
  get heldMs(): number {
    return Math.max(0, this.#heldUntil - Date.now());
  }

  async add<T>(call: () => Promise<T>, priority: number): Promise<T> {
    if (this.heldMs > this.#options.longestWaitMs) throw this.#options.createRejection(this.heldMs);
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

  /** The server asks us to wait. */
  hold(ms: number): void {
    if (!(ms > 0)) return;
    this.#heldUntil = Math.max(this.#heldUntil, Date.now() + ms);
    // Callers that are already waiting get the same answer as later ones.
    if (ms > this.#options.longestWaitMs) this.turnAway(this.#options.createRejection(ms));
    if (this.#queue.isPaused) return;
    this.#queue.pause();
    void this.#release();
  }

  /** Rejects the calls that have not begun. */
  turnAway(reason: Error): void {
    for (const turn of this.#waiting) turn.abort(reason);
  }

  /** A timer may fire a moment early, and the pause may have been extended meanwhile. */
  async #release(): Promise<void> {
    const { signal } = this.#options;
    while (this.heldMs > 0 && !signal?.aborted) await pause(this.heldMs, signal);
    this.#queue.start();
  }
}
