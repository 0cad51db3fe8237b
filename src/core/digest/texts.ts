import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  matchesTopic: 'matches topic "{topic}"',
});
