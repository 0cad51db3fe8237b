import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import MiniSearch from 'minisearch';
import { stemmer } from 'stemmer';
import { STOP_WORDS } from '../../../src/core/matching/stop-words.ts';
import type { Engine } from './engine.ts';

/** MiniSearch as its guide shows it with the usual improvements: Porter stemming, stop words out, title boost 3. */
export function miniSearch(): Engine {
  const term = (word: string): string | null => {
    const lower = word.toLowerCase();
    return STOP_WORDS.has(lower) ? null : stemmer(lower);
  };
  const index = new MiniSearch({ fields: ['title', 'text'], processTerm: term });
  return {
    build: async (corpus, folder) => {
      for (const { id, title, text } of corpus.docs()) index.add({ id, title, text });
      try {
        writeFileSync(join(folder, 'minisearch.json'), JSON.stringify(index));
      } catch (error) {
        // Beyond half a gigabyte V8 has no string for it; the index then has no size to report.
        if (!(error instanceof RangeError)) throw error;
      }
    },
    search: async (query, limit) =>
      index
        .search(query, { boost: { title: 3 } })
        .slice(0, limit)
        .map(({ id }) => String(id)),
    close: async () => undefined,
  };
}
