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
  why: 'Why: {reason}',
  noFacts: 'new',
  request: 'Request {id}',
  cancel: 'Cancel',
  ownWords: '{label}, in your own words',
  timeOf: '{label}: time',
  lookAgain: 'Confirm settings',
  formSent: 'Submitted',
  backToForm: 'Back to the form',
  close: 'Close',
  answeredElsewhere:
    'The answer is in {where, select, channel {the channel} other {your direct messages with this bot}}.',
  more: '{count} more {cards, select, thread {in the thread} other {below}}',
  cards: 'A card for each {cards, select, thread {in the thread} other {below}}',
  vote: 'React {count, plural, one {{first}} other {{first} to {last}}} to vote',
  voteFrom: 'React {first} for paper {number}, and so on',
});
