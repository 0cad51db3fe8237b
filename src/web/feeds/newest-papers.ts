import type { Instant } from '../../core/base/time.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { Store } from '../../core/store/store.ts';
import { listPaperIds } from '../papers/day-pages.ts';

/**
 * The papers of the last days. While no paper changes they are the same objects, by which their words are cached: to read the words
 * of four hundred papers takes twenty milliseconds, and each topic is looked for in all of them.
 */
export class NewestPapers {
  readonly #papers: Pick<Store['papers'], 'findMany' | 'readLastChange'>;
  #readAt: Instant | undefined;
  #known = new Map<PaperId, Paper>();

  constructor({ papers }: Pick<Store, 'papers'>) {
    this.#papers = papers;
  }

  /** The papers of the lists, each once, in the order of the lists. */
  async read(editions: readonly Edition[]): Promise<Paper[]> {
    const ids = listPaperIds(editions);
    const lastChange = await this.#papers.readLastChange();
    const before = this.#readAt === lastChange ? this.#known : new Map<PaperId, Paper>();
    const missing = ids.filter((id) => !before.has(id));
    const read = new Map((await this.#papers.findMany(missing)).map((paper) => [paper.id, paper]));
    const papers = ids.flatMap((id) => before.get(id) ?? read.get(id) ?? []);
    this.#known = new Map(papers.map((paper) => [paper.id, paper]));
    this.#readAt = lastChange;
    return papers;
  }
}
