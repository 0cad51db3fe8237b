import { createTexts } from '../../../src/core/base/catalog.ts';

/** Texts in Slack messages beside the message's own. */
export const texts = createTexts({
  userGroupIds: 'Paste the ID of the user group: People, User groups, Copy group ID.',
  userGroupIdsInForm: 'The ID of a user group: People, User groups, Copy group ID.',
  teaser: 'Teaser picture of {title}',
  read: 'Paper page',
  paper: 'Paper',
  facts: 'Facts',
  status: 'Status',
  menu: 'Summary, save or similar…',
  why: 'Why: {reason}',
  withdrawn: 'Withdrawn by its authors.',
  noFacts: 'new',
  request: 'Request {id}',
  cancel: 'Cancel',
  typeToFind: 'Type a title or an ID',
  ownWords: '{label}, in your own words',
  lookAgain: 'Confirm settings',
  more: '{count} more {cards, select, thread {in the thread} other {below}}',
  cards: 'A card for each {cards, select, thread {in the thread} other {below}}',
  vote: 'React {count, plural, one {{first}} other {{first} to {last}}} to vote',
  voteFrom: 'React {first} for paper {number}, and so on',
});
