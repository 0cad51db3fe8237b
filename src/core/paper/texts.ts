import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  authorsAndMore: '{names} and {count} more',
});
