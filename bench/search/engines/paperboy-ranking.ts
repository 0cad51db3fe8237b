import { join } from 'node:path';
import { createSearchEngine } from '../../../src/search/engine.ts';
import { openIndexFile } from '../../../src/search/index/index-file.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { corpusPapers, silentLog } from '../memory-papers.ts';
import type { Engine } from './engine.ts';
import { idsIn } from './paperboy.ts';

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
      index = new SearchIndex(segments, { model });
      closeFile = close;
    },
    search: (query, limit) => idsIn(async () => index?.search(parseQuery(query), { offset: 0, limit })),
    close: async () => closeFile(),
  };
}
