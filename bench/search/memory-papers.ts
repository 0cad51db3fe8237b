import type { Log } from '../../src/core/base/log.ts';
import type { Paper } from '../../src/core/paper/paper.ts';
import type { SearchablePapers } from '../../src/search/index/searchable-papers.ts';
import type { Doc } from './collection.ts';
import type { Corpus } from './corpus.ts';

/** A corpus in place of a store. Papers read once are cached, so that varied copies are not made again while the clock runs. */
export function corpusPapers(corpus: Corpus): SearchablePapers {
  const cache = new Map<string, Paper>();
  const get = (id: string): Paper | undefined => {
    const doc = cache.has(id) ? undefined : corpus.get(id);
    if (doc) cache.set(id, toPaper(doc));
    return cache.get(id);
  };
  return {
    count: async () => corpus.size,
    readAll: async function* (batchSize) {
      let batch: Paper[] = [];
      for (const doc of corpus.docs()) {
        batch.push(toPaper(doc));
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    listChangedSince: async () => [],
    readLastChange: async () => 0,
    readIdentity: async () => 'bench',
    findMany: async (ids) => ids.flatMap((id) => get(id) ?? []),
  };
}

export function toPaper({ id, title, text }: Doc): Paper {
  return { id, title, abstract: text, authors: [] };
}

export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
