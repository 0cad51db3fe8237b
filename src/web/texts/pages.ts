import { createTexts } from '../../core/base/catalog.ts';

/** What every page says around what it is about. */
export const texts = createTexts({
  siteName: 'Paperboy',
  tagline: 'The day’s trending research papers',
  skip: 'Skip to the content',
  search: 'Search',
  searchLabel: 'Search the papers',
  newest: 'Newest day',
  byMail: 'By e-mail',
  staticCopy: 'This is a copy of the pages: searching and signing up by e-mail need the bot itself.',
  notFound: 'There is no such page',
  notFoundText: 'The address may be mistyped, or nothing is saved for it.',
  checkInput: 'Check what you typed',
  tooFast: 'One moment, please',
  tooFastText: 'That was a lot at once. Try again in {seconds} s.',
  tooLarge: 'That is too long',
  wentWrong: 'Something went wrong on our side',
  /** The end of a sentence on their port. */
  unreachable: 'the web pages are not available',
  wentWrongText: 'It has been logged. Try again in a minute.',
});
