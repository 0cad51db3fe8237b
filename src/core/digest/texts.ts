import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  matchesTopic: 'matches topic "{topic}"',
  zeroHint:
    'Put commas between topics, use fewer words in each, or write match:any to accept papers with one of the words.',
  categoriesUnknown: 'arXiv has not given the categories of {count} of them yet.',
});
