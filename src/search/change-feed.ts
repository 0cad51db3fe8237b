import type { Instant, Paper, PaperId } from '../core/paper.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { SearchablePapers } from './searchable-papers.ts';

/** A row may become visible a little after the time written in it (another host's clock, a slow transaction). */
const OVERLAP_MS = 15_000;
const BATCH = 200;

/**
 * Follows what is saved, by this process or another, and hands it on. `since` is asked for again with some overlap;
 * what was handed on already is remembered and left out.
 */
export class ChangeFeed {
  readonly #papers: SearchablePapers;
  readonly #take: (papers: readonly Paper[]) => Promise<unknown>;
  readonly #log: Log;
  readonly #clock: Clock;
  readonly #handed = new Map<PaperId, Instant>();
  #since: Instant;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #stopped = false;

  constructor(options: {
    papers: SearchablePapers;
    since: Instant;
    take: (papers: readonly Paper[]) => Promise<unknown>;
    log: Log;
    clock: Clock;
  }) {
    this.#papers = options.papers;
    this.#since = options.since;
    this.#take = options.take;
    this.#log = options.log;
    this.#clock = options.clock;
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

  /** Hands on everything saved by now; two callers at once share one look. */
  catchUp(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #look(): Promise<void> {
    let from = this.#since - OVERLAP_MS;
    let limit = BATCH;
    for (;;) {
      const changes = await this.#papers.changedSince(from, limit);
      const fresh = changes.filter(({ paper, changedAt }) => this.#handed.get(paper.id) !== changedAt);
      if (fresh.length > 0) await this.#take(fresh.map(({ paper }) => paper));
      for (const { paper, changedAt } of fresh) this.#handed.set(paper.id, changedAt);
      const last = changes.at(-1)?.changedAt;
      if (last === undefined) break;
      this.#since = Math.max(this.#since, last);
      if (changes.length < limit) break;
      // `since` is exclusive, and one save gives all its papers one time: the last time may go on behind the limit.
      if (last - 1 > from) [from, limit] = [last - 1, BATCH];
      else limit *= 2;
    }
    this.#forgetOld();
  }

  #forgetOld(): void {
    const oldest = Math.min(this.#since, this.#clock.now()) - 2 * OVERLAP_MS;
    for (const [id, changedAt] of this.#handed) if (changedAt < oldest) this.#handed.delete(id);
  }
}
