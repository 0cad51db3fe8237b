import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../src/core/base/errors.ts';
import type { Store } from '../../../src/core/store/store.ts';
import { createSearchEngine, type LocalSearch } from '../../../src/search/engine.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Corpus } from '../corpus.ts';
import { silentLog, toPaper } from '../memory-papers.ts';
import type { Engine } from './engine.ts';

const BATCH = 1000;

/** Our own engine as the bot runs it: worker, snapshot, snippets, and the papers in a database. */
export function paperboy(): Engine {
  return withEngine((engine, query, limit) => idsIn(() => engine.search(query, { offset: 0, limit })));
}

/** What of that is the way to the worker and back: a call that searches for nothing. */
export function workerCall(): Engine {
  return withEngine(async (engine) => {
    await engine.countPapers();
    return [];
  });
}

function withEngine(ask: (engine: LocalSearch, query: string, limit: number) => Promise<string[]>): Engine {
  let store: Store | undefined;
  let engine: LocalSearch | undefined;
  return {
    build: async (corpus, folder) => {
      // Beside the index: only the index is weighed.
      const data = join(folder, 'store');
      await mkdir(data, { recursive: true });
      store = await openStore({ url: `file:${join(data, 'paperboy.sqlite')}`, log: silentLog });
      const { papers } = store;
      if ((await papers.count()) < corpus.size) await save(store, corpus);
      engine = createSearchEngine({ folder, papers, log: silentLog, clock: { now: Date.now } });
      await engine.ready;
    },
    search: async (query, limit) => (engine ? ask(engine, query, limit) : []),
    close: async () => {
      await engine?.close();
      await store?.close();
    },
  };
}

async function save({ papers }: Store, corpus: Corpus): Promise<void> {
  let batch = [];
  for (const doc of corpus.docs()) {
    batch.push(toPaper(doc));
    if (batch.length < BATCH) continue;
    await papers.save(batch, Date.now());
    batch = [];
  }
  await papers.save(batch, Date.now());
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
