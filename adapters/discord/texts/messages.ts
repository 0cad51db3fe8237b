import { createTexts } from '../../../src/core/base/catalog.ts';

/** Texts in Discord messages beside the message's own. */
export const texts = createTexts({
  why: 'Why: {reason}',
  withdrawn: 'Withdrawn by its authors.',
  request: 'Request {id}',
  thread: 'Papers',
  roleIds: 'Choose one after @, or paste its ID (Developer Mode, Copy Role ID).',
  roleIdsInForm: 'The ID of a role: Developer Mode, Copy Role ID.',
  menu: 'Summary, save or similar…',
  noPapers: 'No papers.',
  andMore: 'and {count} more',
  reactWithKeycaps: 'React {count, plural, one {{first}} other {{first}…{last}}} to vote',
  more: '{count} more {cards, select, thread {in the thread} other {below}}',
  cards: 'A card for each {cards, select, thread {in the thread} other {below}}',
});
