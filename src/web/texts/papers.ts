import { createTexts } from '../../core/base/catalog.ts';

/** Days, weeks, papers and searches as pages, and as feeds. */
export const texts = createTexts({
  day: 'Papers of {day}',
  week: 'Papers of the week {week}',
  dayDescription: '{count, plural, one {# paper} other {# papers}} of {day}, first {first}',
  earlier: 'Earlier: {day}',
  later: 'Later: {day}',
  wholeWeek: 'The whole week',
  none: 'No papers are saved yet. They come within minutes after the start.',
  search: 'Search',
  searchFor: 'Search: {query}',
  found: '{count, plural, =0 {No paper found} one {# paper} other {# papers}}',
  next: 'Next page',
  previous: 'Previous page',
  similar: 'Similar papers',
  abstract: 'Abstract',
  listedOn: 'Listed on',
  noAbstract: 'No abstract is available for this paper.',
  by: '— {by}',
  withdrawn: 'Withdrawn by its authors.',
  page: 'Hugging Face',
  votes: 'Votes of readers by mail: {tally}',
  feed: '{site}: the day’s trending research papers',
  feedTopics: '{site}: {topics}',
});
