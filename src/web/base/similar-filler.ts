import { pause } from '../../core/async/pause.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { StoredSimilar } from '../../core/search/similar-store.ts';
import type { WebDeps } from './deps.ts';
import type { Work } from './repeater.ts';
import { hashText, listClose, SIMILAR, type StoredSimilarPapers } from './similar-papers.ts';

export type SimilarFillerDeps = Pick<WebDeps, 'store' | 'search' | 'log'>;

/** The search answers one call at a time, and people wait for theirs: four fifths of its time are left to them. */
const PAUSE_PER_SEARCH = 4;

/** With so many times as many papers saved, other papers may be closer. */
const GROWTH = 1.05;

/** How many papers of the walk are searched for before new ones are looked for again. */
const WALKED_AT_ONCE = 50;
const STATES_AT_ONCE = 500;
const CHANGES_AT_ONCE = 100;

/**
 * Searches for the similar papers of each paper before anybody asks for its page: first those that were asked for, then those of new
 * papers, then all that are missing or were searched among far fewer papers, the newest papers first.
 */
export class SimilarFiller implements Work {
  readonly name = 'similar papers';
  /** Longer than the search takes to index a new paper. */
  readonly everyMs = 2_000;
  readonly log: SimilarFillerDeps['log'];
  readonly #deps: SimilarFillerDeps;
  readonly #asked: Pick<StoredSimilarPapers, 'takeAsked'>;
  /** The time of the last change that was read; nothing before the first run. */
  #seen: Instant | undefined;
  /** What the last run saw changed: by now it is indexed. */
  #changed: readonly Paper[] = [];
  /** Papers that new ones are similar to, and so the other way round. */
  #again = new Set<PaperId>();
  #paperCount = 0;
  /** The last paper of the walk over all of them; nothing at its beginning. */
  #walked: PaperId | undefined;
  /** How many papers there were when a walk ended; nothing during one. */
  #countAtEnd: number | undefined;

  constructor(deps: SimilarFillerDeps, asked: Pick<StoredSimilarPapers, 'takeAsked'>) {
    this.log = deps.log;
    this.#deps = deps;
    this.#asked = asked;
  }

  async run(signal: AbortSignal): Promise<void> {
    const changed = this.#changed;
    await this.#readChanges();
    const fresh = new Set(await this.#listFresh(changed));
    const waiting = [...fresh, ...this.#again, ...(await this.#takeFromWalk())];
    this.#again = new Set();
    const found: StoredSimilar[] = [];
    const takeNext = () => this.#asked.takeAsked() ?? waiting.shift();
    let isDone = false;
    try {
      for (let id = takeNext(); id !== undefined && !signal.aborted; id = takeNext()) {
        const one = await this.#search(id, signal);
        // It is not long until the index is built: then all of it is begun again.
        if (one === 'incomplete') return;
        if (one === 'no paper') continue;
        found.push(one);
        if (fresh.has(id)) for (const neighbor of one.similar) this.#again.add(neighbor);
      }
      isDone = true;
    } finally {
      // What is missing now is found by another walk.
      if (!isDone) this.#walked = this.#countAtEnd = undefined;
      // All at once: each change of the database has every cached page made again.
      await this.#deps.store.similar.put(found);
    }
  }

  async #readChanges(): Promise<void> {
    const { papers } = this.#deps.store;
    const isFirst = this.#seen === undefined;
    const since = this.#seen ?? (await papers.readLastChange());
    const changes = isFirst ? [] : await papers.listChangedSince(since, CHANGES_AT_ONCE);
    this.#seen = changes.at(-1)?.changedAt ?? since;
    this.#changed = changes.map(({ paper }) => paper);
    if (isFirst || changes.length > 0) this.#paperCount = await papers.count();
  }

  /** Papers with other texts than those that were searched for. Most changes are of counts alone. */
  async #listFresh(changed: readonly Paper[]): Promise<PaperId[]> {
    const fresh: PaperId[] = [];
    for (const paper of changed) {
      const stored = await this.#deps.store.similar.find(paper.id);
      if (stored?.textChecksum !== hashText(paper)) fresh.push(paper.id);
    }
    return fresh;
  }

  /** The next papers of the walk that lack similar ones, or have old ones. */
  async #takeFromWalk(): Promise<PaperId[]> {
    if (this.#countAtEnd !== undefined && this.#paperCount <= this.#countAtEnd * GROWTH) return [];
    const states = await this.#deps.store.similar.listStates(this.#walked, STATES_AT_ONCE);
    const isOld = (count = 0) => count * GROWTH < this.#paperCount;
    const old = states.filter(({ paperCount }) => isOld(paperCount)).slice(0, WALKED_AT_ONCE);
    const last = (old.length < WALKED_AT_ONCE ? states : old).at(-1);
    this.#walked = last?.paperId;
    this.#countAtEnd = last ? undefined : this.#paperCount;
    return old.map(({ paperId }) => paperId);
  }

  async #search(id: PaperId, signal: AbortSignal): Promise<StoredSimilar | 'incomplete' | 'no paper'> {
    const { store, search } = this.#deps;
    const paper = await store.papers.find(id);
    if (!paper || paper.withdrawnAt !== undefined) return 'no paper';
    const begun = performance.now();
    const answer = await search.findSimilar(paper, SIMILAR);
    if (answer.isIncomplete) return 'incomplete';
    const found = { paperId: id, textChecksum: hashText(paper), paperCount: this.#paperCount };
    await pause(PAUSE_PER_SEARCH * (performance.now() - begun), signal);
    return { ...found, similar: listClose(answer) };
  }
}
