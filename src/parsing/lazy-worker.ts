import type { ResourceLimits } from 'node:worker_threads';
import { linkWorker, type WorkerLink } from '../rpc/worker-link.ts';
import type { ParseWorker } from './parse-worker.ts';

interface LazyWorkerOptions {
  readonly script: URL;
  readonly resourceLimits: ResourceLimits;
  /** A worker that had nothing to do for so long is ended. */
  readonly idleMs: number;
}

/** A worker that is started when it is first needed, and again after it was ended or died. */
export class LazyWorker {
  readonly #options: LazyWorkerOptions;
  readonly #ending = new Set<Promise<void>>();
  #link: WorkerLink<ParseWorker> | undefined;
  #idleTimer: NodeJS.Timeout | undefined;

  constructor(options: LazyWorkerOptions) {
    this.#options = options;
  }

  /** The running worker, or a new one, which `onStart` may wait for. */
  async use(onStart: (link: WorkerLink<ParseWorker>) => Promise<unknown>): Promise<WorkerLink<ParseWorker>> {
    clearTimeout(this.#idleTimer);
    if (this.#link) return this.#link;
    const { script, resourceLimits } = this.#options;
    const started = linkWorker<ParseWorker>(script, {
      resourceLimits,
      onDeath: () => {
        if (this.#link === started) this.#link = undefined;
      },
    });
    this.#link = started;
    await onStart(started);
    return started;
  }

  /** Ends the worker unless it is used again soon. */
  endSoon(): void {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.end(), this.#options.idleMs).unref();
  }

  /** Ends the worker, also in the middle of its work. */
  end(): void {
    clearTimeout(this.#idleTimer);
    if (!this.#link) return;
    const closing = this.#link.close().finally(() => this.#ending.delete(closing));
    this.#ending.add(closing);
    this.#link = undefined;
  }

  /** The same; resolves when every worker has ended. */
  async close(): Promise<void> {
    this.end();
    await Promise.all(this.#ending);
  }
}
