import { SingleFlight } from '../../core/async/single-flight.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Paper } from '../../core/paper/paper.ts';
import type { SearchablePapers } from './searchable-papers.ts';

const BATCH = 200;

/**
 * Follows what is saved, by this process or another, and passes it on. The store gives every change a time of its own that
 * is later than any before, so the last one seen is all that has to be remembered.
 */
export class ChangeFeed {
  readonly #papers: SearchablePapers;
  readonly #take: (papers: readonly Paper[]) => Promise<unknown>;
  readonly #log: Log;
  readonly #looking = new SingleFlight<void>();
  #since: Instant;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: {
    papers: SearchablePapers;
    since: Instant;
    take: (papers: readonly Paper[]) => Promise<unknown>;
    log: Log;
  }) {
    this.#papers = options.papers;
    this.#since = options.since;
    this.#take = options.take;
    this.#log = options.log;
  }

  /** The time of the last change passed on. */
  get since(): Instant {
    return this.#since;
  }

  /** Looks every `everyMs` from now on. */
  start(everyMs: number): void {
    const look = async (): Promise<void> => {
      try {
        await this.catchUp();
      } catch (error) {
        this.#log.warn({ err: error }, 'The search index could not look for changed papers');
      }
      if (!this.#stopped) this.#timer = setTimeout(look, everyMs).unref();
    };
    this.#timer = setTimeout(look, everyMs).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Resolves when a check in progress has ended, whether or not it failed. */
  waitForRead(): Promise<void> {
    return this.#looking.waitUntilIdle();
  }

  /** Passes on everything saved so far; two simultaneous callers share one check. */
  catchUp(): Promise<void> {
    return this.#looking.run(() => this.#look());
  }

  async #look(): Promise<void> {
    for (;;) {
      const changes = await this.#papers.listChangedSince(this.#since, BATCH);
      const last = changes.at(-1);
      if (!last || this.#stopped) return;
      await this.#take(changes.map(({ paper }) => paper));
      this.#since = last.changedAt;
      if (changes.length < BATCH) return;
    }
  }
}
