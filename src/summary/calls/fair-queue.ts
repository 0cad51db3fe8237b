import { SourceError } from '../../core/base/errors.ts';
import { problems } from '../text/texts.ts';

export interface FairQueueOptions {
  /** Calls in progress at the same time. */
  readonly concurrency: number;
  /** How long somebody waits before the work is refused, in milliseconds. */
  readonly mostWaitMs?: number;
}

interface Waiting {
  readonly start: () => void;
}

export interface QueuedWork<T> {
  /** Whose share it counts against. */
  readonly asker: string;
  readonly signal: AbortSignal;
  readonly run: () => Promise<T>;
  /** Heard when it cannot begin at once. */
  readonly onWait: () => void;
}

const MAX_WAIT_MS = 60_000;
/** The limit for one asker; further calls are rejected at once. */
const MAX_WAITING = 50;

/**
 * Runs a limited number of tasks at once. Nobody has more than half of the slots, and of those who wait each gets the next one
 * in turn, however many one of them has asked for.
 */
export class FairQueue {
  readonly #concurrency: number;
  readonly #share: number;
  readonly #mostWaitMs: number;
  /** The asker with the next turn comes first. */
  readonly #waiting = new Map<string, Waiting[]>();
  readonly #running = new Map<string, number>();
  #active = 0;

  constructor({ concurrency, mostWaitMs = MAX_WAIT_MS }: FairQueueOptions) {
    this.#concurrency = concurrency;
    this.#share = Math.max(1, Math.floor(concurrency / 2));
    this.#mostWaitMs = mostWaitMs;
  }

  /** Rejects with a `SourceError` `model-busy` where it would have to wait for too long, or with the reason of `signal`. */
  async add<T>(work: QueuedWork<T>): Promise<T> {
    const { asker, signal, run } = work;
    signal.throwIfAborted();
    if (!this.#hasSlot(asker)) await this.#wait(work);
    else this.#take(asker);
    try {
      return await run();
    } finally {
      this.#release(asker);
    }
  }

  #hasSlot(asker: string): boolean {
    return this.#active < this.#concurrency && (this.#running.get(asker) ?? 0) < this.#share;
  }

  #take(asker: string): void {
    this.#active += 1;
    this.#running.set(asker, (this.#running.get(asker) ?? 0) + 1);
  }

  #release(asker: string): void {
    this.#active -= 1;
    const left = (this.#running.get(asker) ?? 1) - 1;
    if (left > 0) this.#running.set(asker, left);
    else this.#running.delete(asker);
    this.#startNext();
  }

  #startNext(): void {
    for (const [asker, [first, ...rest]] of this.#waiting) {
      if (!first || !this.#hasSlot(asker)) continue;
      // The next turn is somebody else's.
      this.#waiting.delete(asker);
      if (rest.length > 0) this.#waiting.set(asker, rest);
      this.#take(asker);
      first.start();
      return;
    }
  }

  async #wait({ asker, signal, onWait }: QueuedWork<unknown>): Promise<void> {
    const queue = this.#waiting.get(asker) ?? [];
    if (queue.length >= MAX_WAITING) throw createBusyError();
    onWait();
    const turn = Promise.withResolvers<void>();
    const one: Waiting = { start: turn.resolve };
    this.#waiting.set(asker, [...queue, one]);
    const leave = (reason: unknown): void => {
      const left = (this.#waiting.get(asker) ?? []).filter((other) => other !== one);
      if (left.length > 0) this.#waiting.set(asker, left);
      else this.#waiting.delete(asker);
      turn.reject(reason);
    };
    const timer = setTimeout(() => leave(createBusyError()), this.#mostWaitMs);
    const stop = (): void => leave(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    try {
      await turn.promise;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  }
}

function createBusyError(): SourceError {
  return new SourceError(problems.queueFull());
}
