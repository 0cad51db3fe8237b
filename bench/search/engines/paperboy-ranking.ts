import { join } from 'node:path';
import { InputError } from '../../../src/core/errors.ts';
import { createSearchEngine } from '../../../src/search/engine.ts';
import { openIndexFile } from '../../../src/search/index-file.ts';
import { parseQuery } from '../../../src/search/query.ts';
import { SearchIndex } from '../../../src/search/search-index.ts';
import { corpusPapers, silentLog } from '../memory-papers.ts';
import type { Engine } from './engine.ts';

/** What is compared with the alternatives like for like: ids, best first, in the asking thread and without snippets. */
export function paperboyRanking(): Engine {
  let index: SearchIndex | undefined;
  let closeFile = (): void => undefined;
  return {
    build: async (corpus, folder) => {
      const papers = corpusPapers(corpus);
      // Builds the snapshot where there is none.
      const engine = createSearchEngine({ folder, papers, log: silentLog, clock: { now: Date.now } });
      await engine.ready;
      await engine.close();
      const { segments, model, close } = openIndexFile(join(folder, 'papers.index'));
      index = new SearchIndex(segments, model);
      closeFile = close;
    },
    search: async (query, limit) => {
      try {
        return (
          index?.search(parseQuery(query), { offset: 0, limit }).hits.map(({ paperId }) => paperId) ?? []
        );
      } catch (error) {
        // `after:never` is refused with the form to write: for a bench nothing was found.
        if (error instanceof InputError) return [];
        throw error;
      }
    },
    close: async () => closeFile(),
  };
}
