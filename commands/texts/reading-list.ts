import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** A person's reading list, and files of papers. */
export const texts = createTexts({
  saveSummary: 'Save a paper to your reading list, which only you can see',
  saved: 'Saved',
  savedAlready: 'Already on your reading list',
  remove: 'Remove',
  myList: 'My list',

  savedSummary: 'Show your reading list',
  listTitle: 'Your reading list',
  listEmpty: 'Nothing saved yet. Press Save on a card, or save a paper by its ID or number: {command}',

  unsaveSummary: 'Remove a paper from your reading list',
  removed: 'Removed from your reading list',
  removedAlready: 'It was not on your reading list',

  exportSummary: 'Export your reading list, top papers or a search as a file',
  formatLabel: 'Which format',
  format: 'The format of the file',
  whatLabel: 'What to export',
  what: 'saved, top, top month, search WORDS, or numbers from the last list such as 1-5',
  exportNone: 'There is nothing to export',
  exportNoneIn:
    '{kind, select, saved {Your reading list is empty.} top {No paper has more votes for than against.} other {No papers were found with "{what}".}}',
  exported: '{count, plural, one {# paper} other {# papers}} as {format}',
  exportedPart: 'The first {count, number} of {all, plural, one {# paper} other {# papers}} as {format}',
});

export const problems = createProblems({
  exportWhat: {
    what: '"{typed}" cannot be exported.',
    fix: 'Use saved, top (with day, week, month or all), search with words, or numbers from the last list such as 1-5.',
  },
});
