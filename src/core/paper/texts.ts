import { createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  upvotes: '{count, plural, one {{shown} upvote} other {{shown} upvotes}}',
  comments: '{count, plural, one {{shown} comment} other {{shown} comments}}',
  stars: '{count, plural, one {{shown} star} other {{shown} stars}}',
  upvotesIn: '{upvotes} in {time}',
  upvotesRising: '{upvotes} (+{gained} in {time})',
  hours: '{count, plural, one {# hour} other {# hours}}',
  hoursShort: '{count} h',
  days: '{count, plural, one {# day} other {# days}}',
  models: '{count, plural, one {# model} other {# models}}',
  datasets: '{count, plural, one {# dataset} other {# datasets}}',
  code: 'Code',
  project: 'Project',
  demos: '{count, plural, one {# demo} other {# demos}}',
  authorsAndMore: '{names} and {count} more',
});
