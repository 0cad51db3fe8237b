import { withTimeout } from '../../src/core/async/with-timeout.ts';

/** Work in progress, so that a stop can wait for it; and work that must run in order. */
export class TaskTracker {
  readonly #onError: (error: unknown) => void;
  readonly #begun = new Set<Promise<void>>();
  readonly #tails = new Map<string, Promise<void>>();

  constructor(onError: (error: unknown) => void) {
    this.#onError = onError;
  }

  /** Tracks the work until it ends. A failure goes only to `onError`. */
  track(work: Promise<void>): void {
    void this.#add(work);
  }

  /** Starts after all earlier work with the same key has ended, whether or not it failed; resolves when this work has ended. */
  inOrder(key: string, work: () => Promise<void>): Promise<void> {
    const before = this.#tails.get(key) ?? Promise.resolve();
    const ended = this.#add(before.then(work)).finally(() => {
      if (this.#tails.get(key) === ended) this.#tails.delete(key);
    });
    this.#tails.set(key, ended);
    return ended;
  }

  /** Resolves when nothing is left, or after `ms`. Returns how many are left. */
  async settle(ms: number): Promise<number> {
    await withTimeout(this.#waitForAll(), ms, () => undefined);
    return this.#begun.size;
  }

  /** Also what begins meanwhile. */
  async #waitForAll(): Promise<void> {
    while (this.#begun.size > 0) await Promise.all(this.#begun);
  }

  #add(work: Promise<void>): Promise<void> {
    const ended = work.catch(this.#onError).finally(() => this.#begun.delete(ended));
    this.#begun.add(ended);
    return ended;
  }
}
