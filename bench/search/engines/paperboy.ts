import { InputError } from '../../../src/core/base/errors.ts';
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
    search: (query, limit) => idsIn(async () => engine?.search(query, { offset: 0, limit })),
    close: async () => engine?.close(),
  };
}

/** The ids of an answer's hits; none for what the search refuses. */
export async function idsIn(
  ask: () => Promise<{ hits: ReadonlyArray<{ paperId: string }> } | undefined>,
): Promise<string[]> {
  try {
    return (await ask())?.hits.map(({ paperId }) => paperId) ?? [];
  } catch (error) {
    // `after:never` is refused with the form to write: for a bench nothing was found.
    if (error instanceof InputError) return [];
    throw error;
  }
}
