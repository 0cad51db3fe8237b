import PQueue from 'p-queue';
import { pause } from '../../../src/core/base/pause.ts';
import type { Rate } from '../render/limits.ts';

export interface MethodQueueOptions {
  /** Added to the interval of the rate. */
  readonly marginMs: number;
  /** A hold that is longer turns calls away. */
  readonly longestWaitMs: number;
  /** What a call is turned away with when the hold lasts for so many milliseconds. */
  readonly rejection: (ms: number) => Error;
  /** Aborted when the bot stops. */
  readonly signal: AbortSignal;
}

/** Connections that one method may hold open at once. */
const CONCURRENCY = 20;

/** The calls of one method: at its rate, the most urgent first, and none while Slack asks to wait. */
export class MethodQueue {
  readonly #queue: PQueue;
  readonly #options: MethodQueueOptions;
  /** Calls that have not begun: these alone can be turned away without doubt. */
  readonly #waiting = new Set<AbortController>();
  #heldUntil = 0;
  /** The channel for which a call was refused last. */
  #refused: { readonly channel: string; readonly until: number } | undefined;

  constructor({ calls, perMs }: Rate, options: MethodQueueOptions) {
    this.#options = options;
    const rate = { interval: perMs + options.marginMs, intervalCap: calls, strict: true };
    this.#queue = new PQueue({ concurrency: CONCURRENCY, ...(perMs === 0 ? {} : rate) });
  }

  /** Throws at once where the method is held for longer than is waited. */
  async add<T>(run: () => Promise<T>, priority: number): Promise<T> {
    const heldMs = this.#heldUntil - Date.now();
    if (heldMs > this.#options.longestWaitMs) throw this.#options.rejection(heldMs);
    const turn = new AbortController();
    this.#waiting.add(turn);
    const begin = () => {
      this.#waiting.delete(turn);
      return run();
    };
    return this.#queue
      .add(begin, { priority, signal: turn.signal })
      .finally(() => this.#waiting.delete(turn));
  }

  /** Begins no call for so many milliseconds. */
  hold(ms: number): void {
    this.#heldUntil = Math.max(this.#heldUntil, Date.now() + ms);
    // Who waits already is told as who comes next will be.
    if (ms > this.#options.longestWaitMs) this.turnAway(this.#options.rejection(ms));
    if (this.#queue.isPaused) return;
    this.#queue.pause();
    void this.#release();
  }

  turnAway(reason: Error): void {
    for (const turn of this.#waiting) turn.abort(reason);
  }

  /** Whether this 429 is the channel's own: the first of its time, as far as anybody can tell. */
  isOfChannel(channel: string, ms: number): boolean {
    const now = Date.now();
    const other = this.#refused && this.#refused.channel !== channel && this.#refused.until > now;
    this.#refused = { channel, until: now + ms };
    return !other && this.#heldUntil <= now;
  }

  /** A timer may ring a moment early, and the hold may have grown meanwhile. */
  async #release(): Promise<void> {
    const { signal } = this.#options;
    while (this.#heldUntil > Date.now() && !signal.aborted) await pause(this.#heldUntil - Date.now(), signal);
    this.#queue.start();
  }
}
