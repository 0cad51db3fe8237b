import { pause } from '../../core/async/pause.ts';
import type { Log } from '../../core/base/log.ts';
import { createSampledLog } from '../../core/base/sampled-log.ts';

export interface Work {
  /** Named in the log where it fails. */
  readonly name: string;
  readonly everyMs: number;
  readonly log: Log;
  /** Whether it is this process's: of several one does it for all. Missing where each does it for itself. */
  readonly isOurs?: () => boolean;
  /** Ends early once the signal is aborted. Rejects where it is to be tried again the next time. */
  run(signal: AbortSignal): Promise<void>;
}

/** Does work beside the pages, again and again, while they are served. */
export class Repeater {
  readonly #work: Work;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(work: Work) {
    this.#work = work;
  }

  start(): void {
    this.#running ??= this.#repeat();
  }

  /** Resolves when it has ended: the database may be closed then. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #repeat(): Promise<void> {
    const { name, everyMs, log, isOurs = () => true } = this.#work;
    const { signal } = this.#stopping;
    // What is away for a day would have a line every ten seconds.
    const sampled = createSampledLog(log);
    while (!signal.aborted) {
      if (isOurs())
        await this.#work
          .run(signal)
          .catch((err: unknown) => sampled.count({ err, name }, 'background work failed'));
      await pause(everyMs, signal);
    }
    sampled.flush();
  }
}
