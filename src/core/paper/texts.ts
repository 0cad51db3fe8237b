import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  upvotesIn: '{upvotes} in {hours, plural, one {# hour} other {# hours}}',
  upvotesRising: '{upvotes} (+{gained} in {hours} h)',
  models: '{count, plural, one {# model} other {# models}}',
  datasets: '{count, plural, one {# dataset} other {# datasets}}',
  demos: '{count, plural, one {# demo} other {# demos}}',
  authorsAndMore: '{names} and {count} more',
});
