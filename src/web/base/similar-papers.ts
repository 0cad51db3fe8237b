import { hash } from 'node:crypto';
import type { Paper, PaperId } from '../../core/paper/paper.ts';
import type { SearchAnswer } from '../../core/search/search.ts';
import type { SimilarReader, WebDeps } from './deps.ts';

/** How many are shown on a paper's page. */
export const SIMILAR = 5;

/** Who asks for one page after the other must not fill the memory: what is asked for beyond this is searched in its turn. */
const MAX_ASKED = 1000;

/** Similar papers as they are stored. Those of a paper that has none yet are searched next, and nobody waits for them. */
export class StoredSimilarPapers implements SimilarReader {
  readonly #store: Pick<WebDeps['store'], 'similar'>;
  readonly #asked = new Set<PaperId>();

  constructor({ store }: Pick<WebDeps, 'store'>) {
    this.#store = store;
  }

  async read(paper: Paper): Promise<readonly PaperId[] | undefined> {
    const stored = await this.#store.similar.find(paper.id);
    if (stored?.textChecksum !== hashText(paper) && this.#asked.size < MAX_ASKED) this.#asked.add(paper.id);
    return stored?.similar;
  }

  /** A paper of which a page has been asked for; each comes once. */
  takeAsked(): PaperId | undefined {
    const [id] = this.#asked;
    if (id !== undefined) this.#asked.delete(id);
    return id;
  }
}

/** Similar papers as the search finds them now: for pages that are written as files, which nobody waits for. */
export class SearchedSimilarPapers implements SimilarReader {
  readonly #deps: Pick<WebDeps, 'search' | 'log'>;

  constructor(deps: Pick<WebDeps, 'search' | 'log'>) {
    this.#deps = deps;
  }

  /** None where the search fails: the page says enough without them. */
  async read(paper: Paper): Promise<readonly PaperId[]> {
    const { search, log } = this.#deps;
    try {
      return listClose(await search.findSimilar(paper, SIMILAR));
    } catch (err) {
      log.warn({ err, paper: paper.id }, 'a page is shown without similar papers');
      return [];
    }
  }
}

/** None where none is close. */
export function listClose({ hits, noneIsClose }: SearchAnswer): PaperId[] {
  return noneIsClose ? [] : hits.map(({ paperId }) => paperId);
}

/** Of all that is searched for. */
export function hashText({ title, abstract }: Paper): string {
  return hash('sha256', JSON.stringify([title, abstract])).slice(0, 16);
}
