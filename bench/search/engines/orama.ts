import { create, insertMultiple, search } from '@orama/orama';
import { STOP_WORDS } from '../../../src/core/matching/stop-words.ts';
import type { Engine } from './engine.ts';

/** Orama with its English stemmer, stop words out, any word. A title boost made it worse. */
export function orama(): Engine {
  const tokenizer = { language: 'english', stemming: true, stopWords: [...STOP_WORDS] };
  const index = create({ schema: { title: 'string', text: 'string' }, components: { tokenizer } });
  return {
    build: async (corpus) => {
      let batch: Array<{ id: string; title: string; text: string }> = [];
      const flush = async (): Promise<void> => {
        await insertMultiple(index, batch, 500);
        batch = [];
      };
      for (const doc of corpus.docs()) {
        batch.push({ ...doc });
        if (batch.length === 500) await flush();
      }
      await flush();
    },
    search: async (term, limit) => {
      const { hits } = await search(index, { term, limit });
      return hits.map(({ id }) => id);
    },
    close: async () => undefined,
  };
}
