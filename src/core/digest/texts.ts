import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  matchesTopic: 'matches topic "{topic}"',
  sampleTitle:
    'Sample paper {n}: learning to plan with long contexts, evaluated on tasks that take agents several hours',
  sampleLine: 'The method halves the error of the best earlier one, at a third of its cost.',
  sampleBy: 'Hugging Face AI summary',
  sampleAuthor: 'Sample Author {n}',
  sampleOrganization: 'Sample University',
  voted: 'You voted for',
  missed: 'You missed',
  rose: 'Rose after they were posted',
  more: 'More',
});
