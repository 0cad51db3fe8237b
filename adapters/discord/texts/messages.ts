import { createTexts } from '../../../src/core/base/catalog.ts';

/** Texts in Discord messages beside the message's own. */
export const texts = createTexts({
  why: 'Why: {reason}',
  request: 'Request {id}',
  thread: 'Papers',
  teaser: 'Teaser picture of {title}',
  roleIds: 'Choose one after @, or paste its ID (Developer Mode, Copy Role ID).',
  roleIdsInForm: 'The ID of a role: Developer Mode, Copy Role ID.',
  noPapers: 'No papers.',
  andMore: 'and {count} more',
  reactWithKeycaps: 'React {count, plural, one {{first}} other {{first}…{last}}} to vote',
  more: '{count} more {cards, select, thread {in the thread} other {below}}',
  cards: 'A card for each {cards, select, thread {in the thread} other {below}}',
});
