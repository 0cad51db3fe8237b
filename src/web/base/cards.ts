import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { inTurns } from '../../core/async/in-turns.ts';
import { SourceError } from '../../core/base/errors.ts';
import type { CardSummary } from '../../core/message/message.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { StoredCard } from '../../core/summary/card-store.ts';
import type { CardReader, WebDeps } from './deps.ts';

export type CardDeps = Pick<WebDeps, 'store' | 'log' | 'findCardSummary' | 'makeCards'>;

/** So many are made at once: a worker has answered within a fraction of a second, on a slow core, too. */
const MADE_AT_ONCE = 20;
const MAX_FAILED = 1_000;

/** A paper, and what is to be said of it; absent where its texts say nothing. */
interface Made {
  readonly paper: Paper;
  readonly summary: CardSummary | undefined;
}

/**
 * What is said of papers on pages and in feeds. To choose an abstract's sentences takes two to seven milliseconds of CPU time, so
 * each card is made once and stored.
 */
export class Cards implements CardReader {
  readonly #deps: CardDeps;
  /** Texts that the worker could not read, by paper: they are not tried again before the next start. */
  readonly #failed = new LRUCache<PaperId, string>({ max: MAX_FAILED });

  constructor(deps: CardDeps) {
    this.#deps = deps;
  }

  async read(papers: readonly Paper[]): Promise<ReadonlyMap<PaperId, CardSummary>> {
    const stored = await this.#deps.store.cards.findMany(papers.map(({ id }) => id));
    const byPaper = new Map(stored.map((card) => [card.paperId, card]));
    const outdated = papers.filter((paper) => byPaper.get(paper.id)?.textChecksum !== hashTexts(paper));
    // What was said of another text may not hold for this one.
    for (const { id } of outdated) byPaper.delete(id);
    const toMake = outdated.filter((paper) => this.#failed.get(paper.id) !== hashTexts(paper));
    for (let i = 0; i < toMake.length; i += MADE_AT_ONCE)
      for (const card of await this.#makeAndStore(toMake.slice(i, i + MADE_AT_ONCE)))
        byPaper.set(card.paperId, card);
    return new Map(
      [...byPaper.values()].flatMap(({ paperId, summary }) => (summary ? [[paperId, summary]] : [])),
    );
  }

  async #makeAndStore(papers: readonly Paper[]): Promise<StoredCard[]> {
    const made = await this.#make(papers);
    const cards = made.map(({ paper, summary }) => ({
      ...{ paperId: paper.id, textChecksum: hashTexts(paper), summary },
    }));
    const { store, log } = this.#deps;
    // A page can be shown whether or not the disk is full.
    await store.cards.put(cards).catch((err: unknown) => log.warn({ err }, 'cards could not be stored'));
    return cards;
  }

  /** Apart from the event loop, unless the worker is busy. */
  async #make(papers: readonly Paper[]): Promise<Made[]> {
    const { findCardSummary, makeCards, log } = this.#deps;
    const makeHere = () => inTurns(papers, (paper) => ({ paper, summary: findCardSummary(paper) }));
    try {
      const summaries = await makeCards(papers);
      return papers.map((paper, i) => ({ paper, summary: summaries[i] }));
    } catch (err) {
      if (!(err instanceof SourceError)) throw err;
      if (err.code !== 'parse-busy') return this.#makeOneByOne(papers, err);
      log.info({ err }, 'the worker is busy; cards are made in the main thread');
      return makeHere();
    }
  }

  /** What takes too long or too much memory there would do so here: the paper at fault is found, and nothing is said of it. */
  async #makeOneByOne(papers: readonly Paper[], err: SourceError): Promise<Made[]> {
    if (err.code === 'source-stopped') return [];
    const [only] = papers;
    if (only && papers.length === 1) {
      this.#deps.log.warn({ err, paper: only.id }, 'no card can be made of a paper');
      this.#failed.set(only.id, hashTexts(only));
      return [];
    }
    const made: Made[] = [];
    for (const paper of papers) made.push(...(await this.#make([paper])));
    return made;
  }
}

/** Of all that a card is made from. */
function hashTexts({ title, abstract, aiSummary, aiSummaryModel }: Paper): string {
  return hash('sha256', JSON.stringify([title, abstract, aiSummary, aiSummaryModel])).slice(0, 16);
}
