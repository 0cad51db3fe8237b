import { createProblems, createTexts } from '../../core/base/catalog.ts';

/** What a person reads of a search and of the index behind it. */
export const texts = createTexts({
  building: 'Building the search index: {percent} %',
  embedding: 'Computing embeddings: {percent} %',
});

export const problems = createProblems({
  indexDamaged: {
    what: 'The search index was damaged and is being rebuilt.',
    fix: 'Try again in a minute.',
  },
});
