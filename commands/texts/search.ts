import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Search in Paperboy and beyond, and similar papers. */
export const texts = createTexts({
  searchSummary: 'Search all papers for any of the words, best matches first',
  queryLabel: 'What to search for',
  query: 'Words or a "phrase"; also -word, begin*, author:, org:, after:, before:, votes:>20, code:yes',
  searchTitle: 'Search: {query}',
  nextPage: 'add page:{page} for more',
  searchOn: 'Search {source}',

  moreSummary: 'Search another source for more papers',
  moreWhereLabel: 'Where to search',
  moreWhere: 'The source to search',
  moreQuery: 'The words to search for',
  moreTitle: '{source}: {query}',
  moreCount: '{count, plural, one {# paper} other {# papers}}, added to the search here',
  moreNone: 'Nothing was found on {source} either. Try fewer or other words.',

  similarSummary: 'Find papers that are similar to a paper',
  similarTitle: 'Similar to: {title}',
  similarCount: '{count, plural, one {# similar paper} other {# similar papers}}',
  similarNearest:
    'No paper is close to this one; {count, plural, one {this is the nearest} other {these # are the nearest}}',
  similarNone: 'No similar papers were found. Search for the topic instead: {command}.',
  noPapersYet: 'Nothing can be found yet: no papers have been fetched here.',
});

/** What `help search` says of its operators, a line each. */
export const operators = createTexts({
  words: 'attention sinks: papers with any of the words, best matches first',
  requests:
    'latest research on agents: newest papers first; a survey of agents: surveys first; papers about agents: the topic alone',
  phrase: '"attention sinks": papers with exactly this phrase',
  without: '-video: papers without this word',
  prefix: 'quant*: words that begin with these letters',
  names: 'author:xiao or org:google: by this author or organization',
  dates: 'after:2024-01 or before:2025: published from or until then',
  votes: 'votes:>20: with more than 20 upvotes',
  code: 'code:yes: with code',
});

export const problems = createProblems({
  demoOffline: {
    what: 'The demo has no network and cannot search {source}.',
    fix: 'Search the papers that it has.',
  },
  sourceUnknown: {
    what: '“{where}” is not a source that can be searched.',
    fix: 'Use one of these: {sources}.',
  },
  wordsMissing: {
    what: 'This search has no word that {source} can search for.',
    fix: 'Search for a word or a name. Dates, votes and code work only in Paperboy’s own search.',
  },
});
