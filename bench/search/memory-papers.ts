import type { Paper } from '../../src/core/paper.ts';
import type { Log } from '../../src/core/ports.ts';
import type { SearchablePapers } from '../../src/search/searchable-papers.ts';
import type { Doc } from './collection.ts';
import type { Corpus } from './corpus.ts';

/** A corpus in place of a store. */
export function corpusPapers(corpus: Corpus): SearchablePapers {
  return {
    count: async () => corpus.size,
    all: async function* (batchSize) {
      let batch: Paper[] = [];
      for (const doc of corpus.docs()) {
        batch.push(toPaper(doc));
        if (batch.length < batchSize) continue;
        yield batch;
        batch = [];
      }
      yield batch;
    },
    changedSince: async () => [],
    lastChange: async () => 0,
    getMany: async (ids) =>
      ids.flatMap((id) => {
        const doc = corpus.get(id);
        return doc ? [toPaper(doc)] : [];
      }),
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
