import { InputError } from '../../../src/core/errors.ts';
import { createSearchEngine, type LocalSearch } from '../../../src/search/engine.ts';
import { corpusPapers, silentLog } from '../memory-papers.ts';
import type { Engine } from './engine.ts';

/** Our own engine as the bot runs it: worker, snapshot, snippets. */
export function paperboy(): Engine {
  let engine: LocalSearch | undefined;
  return {
    build: async (corpus, folder) => {
      const papers = corpusPapers(corpus);
      engine = createSearchEngine({ folder, papers, log: silentLog, clock: { now: Date.now } });
      await engine.ready;
    },
    search: async (query, limit) => {
      try {
        const answer = await engine?.search(query, { offset: 0, limit });
        return answer?.hits.map(({ paperId }) => paperId) ?? [];
      } catch (error) {
        // `after:never` is refused with the form to write: for a bench nothing was found.
        if (error instanceof InputError) return [];
        throw error;
      }
    },
    close: async () => engine?.close(),
  };
}
