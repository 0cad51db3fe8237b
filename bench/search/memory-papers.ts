import type { Paper } from '../../src/core/paper.ts';
import type { Log } from '../../src/core/ports.ts';
import type { SearchablePapers } from '../../src/search/searchable-papers.ts';

/** Papers in memory, in place of a store. */
export function memoryPapers(papers: readonly Paper[]): SearchablePapers {
  const byId = new Map(papers.map((paper) => [paper.id, paper]));
  return {
    count: async () => papers.length,
    all: async function* (batchSize) {
      for (let at = 0; at < papers.length; at += batchSize) yield papers.slice(at, at + batchSize);
    },
    changedSince: async () => [],
    getMany: async (ids) => ids.flatMap((id) => byId.get(id) ?? []),
  };
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
