import { hash } from 'node:crypto';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { StoredCard } from '../../core/summary/card-store.ts';
import type { CardSummary } from '../../core/summary/summary.ts';
import type { CardReader, WebDeps } from './deps.ts';
import { inTurns } from './in-turns.ts';

export type CardDeps = Pick<WebDeps, 'store' | 'log' | 'forCard' | 'makeCards'>;

/** So many are made at once: a worker has answered within a fraction of a second, on a slow core, too. */
const MADE_AT_ONCE = 20;

/**
 * What is said of papers on pages and in feeds. To choose an abstract's sentences takes two to seven milliseconds of CPU time, so
 * each card is made once and stored.
 */
export class Cards implements CardReader {
  readonly #deps: CardDeps;

  constructor(deps: CardDeps) {
    this.#deps = deps;
  }

  async read(papers: readonly Paper[]): Promise<ReadonlyMap<PaperId, CardSummary>> {
    const stored = await this.#deps.store.cards.getMany(papers.map(({ id }) => id));
    const byPaper = new Map(stored.map((card) => [card.paperId, card]));
    const outdated = papers.filter((paper) => byPaper.get(paper.id)?.textChecksum !== computeChecksum(paper));
    for (let i = 0; i < outdated.length; i += MADE_AT_ONCE)
      for (const card of await this.#makeAndStore(outdated.slice(i, i + MADE_AT_ONCE)))
        byPaper.set(card.paperId, card);
    return new Map(
      [...byPaper.values()].flatMap(({ paperId, summary }) => (summary ? [[paperId, summary]] : [])),
    );
  }

  async #makeAndStore(papers: readonly Paper[]): Promise<StoredCard[]> {
    const summaries = await this.#make(papers);
    const cards = papers.map((paper, i) => ({
      ...{ paperId: paper.id, textChecksum: computeChecksum(paper), summary: summaries[i] },
    }));
    const { store, log } = this.#deps;
    // A page can be shown whether or not the disk is full.
    await store.cards.put(cards).catch((err: unknown) => log.warn({ err }, 'cards could not be stored'));
    return cards;
  }

  /** Apart from the event loop where there is a worker, unless that is busy or has been given up. */
  async #make(papers: readonly Paper[]): Promise<ReadonlyArray<CardSummary | undefined>> {
    const { forCard, makeCards, log } = this.#deps;
    try {
      if (makeCards) return await makeCards(papers);
    } catch (err) {
      log.warn({ err }, 'the worker failed; cards are made in the main thread');
    }
    return inTurns(papers, (paper) => forCard(paper));
  }
}

/** Of all that a card is made from. */
function computeChecksum({ title, abstract, aiSummary, aiSummaryModel }: Paper): string {
  return hash('sha256', JSON.stringify([title, abstract, aiSummary, aiSummaryModel])).slice(0, 16);
}
