import { create, insertMultiple, search } from '@orama/orama';
import type { Engine } from './engine.ts';

/** Orama as its guide shows it: English, title boost 3, any word (`threshold: 1`). */
export function orama(): Engine {
  const index = create({ schema: { title: 'string', text: 'string' }, language: 'english' });
  return {
    build: async (docs) => {
      await insertMultiple(
        index,
        docs.map(({ id, title, text }) => ({ id, title, text })),
        500,
      );
    },
    search: async (term, limit) => {
      const { hits } = await search(index, { term, limit, boost: { title: 3 }, threshold: 1 });
      return hits.map(({ id }) => id);
    },
    close: async () => undefined,
  };
}
