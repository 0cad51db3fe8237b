import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  upvotesIn: '{upvotes} in {hours, plural, one {# hour} other {# hours}}',
  upvotesRising: '{upvotes} (+{gained} in {hours} h)',
  authorsAndMore: '{names} and {count} more',
});
