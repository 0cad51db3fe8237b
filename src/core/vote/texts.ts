import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  elsewhere: '({count} elsewhere)',
});
