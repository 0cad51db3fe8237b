import type { Instant } from '../../core/base/time.ts';
import { type CardDeps, Cards } from './cards.ts';
import type { Work } from './repeater.ts';

const PAPERS_AT_ONCE = 20;

/** Makes the cards of new and changed papers before anybody asks for a page with them. */
export class CardFiller implements Work {
  readonly name = 'cards';
  readonly everyMs = 30_000;
  readonly log: CardDeps['log'];
  readonly #store: CardDeps['store'];
  readonly #cards: Cards;
  #seen: Instant | undefined;

  constructor(deps: CardDeps) {
    this.log = deps.log;
    this.#store = deps.store;
    this.#cards = new Cards(deps);
  }

  async run(signal: AbortSignal): Promise<void> {
    if (this.#seen === undefined) await this.#fill(signal);
    else await this.#follow(this.#seen, signal);
  }

  /** All that are missing, the newest papers first. */
  async #fill(signal: AbortSignal): Promise<void> {
    const { papers, cards } = this.#store;
    const since = await papers.readLastChange();
    let before: string | undefined;
    while (!signal.aborted) {
      const ids = await cards.listMissing(before, PAPERS_AT_ONCE);
      if (ids.length === 0) break;
      await this.#cards.read(await papers.findMany(ids));
      before = ids.at(-1);
    }
    this.#seen = since;
  }

  /** Those of papers that were saved since. Most saves change counts alone, and then nothing is made. */
  async #follow(since: Instant, signal: AbortSignal): Promise<void> {
    this.#seen = since;
    while (!signal.aborted) {
      const changed = await this.#store.papers.listChangedSince(this.#seen, PAPERS_AT_ONCE);
      if (changed.length === 0) break;
      await this.#cards.read(changed.map(({ paper }) => paper));
      this.#seen = changed.at(-1)?.changedAt ?? this.#seen;
    }
  }
}
