import type { Instant } from '../../core/base/time.ts';
import { PaperWords } from '../../core/matching/paper-words.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Store } from '../../core/store/store.ts';
import { listPaperIds } from '../papers/day-pages.ts';
import type { FeedItem } from './feed.ts';

/** After more changes at once, as by an import, all are read again. */
const MAX_CHANGED = 100;

/**
 * The papers of the last days. While a paper does not change it is the same object, under which its words and its entry in a feed
 * are cached: splitting four hundred papers into words takes 20 ms, and each topic is matched against all of them.
 */
export class NewestPapers {
  readonly #papers: Pick<Store['papers'], 'findMany' | 'readLastChange' | 'listChangedSince'>;
  #readAt: Instant | undefined;
  readonly #known = new Map<PaperId, Paper>();
  /** What was made of them for the feed of the newest papers. */
  readonly items = new WeakMap<Paper, FeedItem>();
  readonly #words = new WeakMap<Paper, PaperWords>();

  constructor({ papers }: Pick<Store, 'papers'>) {
    this.#papers = papers;
  }

  /** The papers of the lists, each once, in the order of the lists; the first ones where there is a limit. */
  async read(editions: readonly Edition[], limit?: number): Promise<Paper[]> {
    const listed = listPaperIds(editions);
    await this.#forgetChanged();
    this.#forgetAllBut(new Set(listed));
    const ids = listed.slice(0, limit);
    const missing = ids.filter((id) => !this.#known.has(id));
    for (const paper of await this.#papers.findMany(missing)) this.#known.set(paper.id, paper);
    return ids.flatMap((id) => this.#known.get(id) ?? []);
  }

  /** Its words, which topics are looked for in: of a paper that was read here once. */
  readWords(paper: Paper): PaperWords {
    const known = this.#words.get(paper);
    if (known) return known;
    const words = new PaperWords(paper);
    this.#words.set(paper, words);
    return words;
  }

  async #forgetChanged(): Promise<void> {
    const since = this.#readAt;
    const lastChange = await this.#papers.readLastChange();
    if (lastChange === since) return;
    const changed = since === undefined ? [] : await this.#papers.listChangedSince(since, MAX_CHANGED);
    if (changed.length === 0 || changed.length === MAX_CHANGED) this.#known.clear();
    for (const { paper } of changed) this.#known.delete(paper.id);
    // Set last, so that after a failure everything is read again. What is read from now on may be newer; it is read twice.
    this.#readAt = lastChange;
  }

  #forgetAllBut(listed: ReadonlySet<PaperId>): void {
    for (const id of this.#known.keys()) if (!listed.has(id)) this.#known.delete(id);
  }
}
