import { pause } from '../../core/async/pause.ts';
import type { Instant } from '../../core/base/time.ts';
import { type CardDeps, Cards } from './cards.ts';

const PAPERS_AT_ONCE = 20;
const LOOK_EVERY_MS = 30_000;

/** Makes the cards of new and changed papers before anybody asks for a page with them. */
export class CardFiller {
  readonly #deps: CardDeps;
  readonly #cards: Cards;
  readonly #stopping = new AbortController();
  #running: Promise<void> | undefined;

  constructor(deps: CardDeps) {
    this.#deps = deps;
    this.#cards = new Cards(deps);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  /** Resolves when it has ended: the database may be closed then. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Makes all that are missing, the newest first. Returns the last change that it has seen. */
  async fill(): Promise<Instant> {
    const { papers, cards } = this.#deps.store;
    const seen = await papers.lastChange();
    let before: string | undefined;
    while (!this.#stopping.signal.aborted) {
      const ids = await cards.listMissing(before, PAPERS_AT_ONCE);
      if (ids.length === 0) break;
      await this.#cards.read(await papers.getMany(ids));
      before = ids.at(-1);
    }
    return seen;
  }

  async #run(): Promise<void> {
    let seen: Instant | undefined;
    while (!this.#stopping.signal.aborted) {
      try {
        seen = seen === undefined ? await this.fill() : await this.#follow(seen);
      } catch (err) {
        this.#deps.log.warn({ err }, 'cards could not be made ahead');
      }
      await pause(LOOK_EVERY_MS, this.#stopping.signal);
    }
  }

  /** Those of papers that were saved since. Most saves change counts alone, and then nothing is made. */
  async #follow(since: Instant): Promise<Instant> {
    let seen = since;
    while (!this.#stopping.signal.aborted) {
      const changed = await this.#deps.store.papers.changedSince(seen, PAPERS_AT_ONCE);
      if (changed.length === 0) break;
      await this.#cards.read(changed.map(({ paper }) => paper));
      seen = changed.at(-1)?.changedAt ?? seen;
    }
    return seen;
  }
}
