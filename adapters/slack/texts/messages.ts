import { createTexts } from '../../../src/core/base/catalog.ts';

/** What stands in Slack messages beside what the message itself says. */
export const texts = createTexts({
  firstPage: 'First page of {title}',
  authorsUnknown: 'Authors unknown',
  why: 'Why: {reason}',
  published: 'published {date}',
  listed: 'listed {date}',
  withdrawn: 'Withdrawn by its authors.',
  noFacts: 'new',
  request: 'Request {id}',
  cancel: 'Cancel',
  contents:
    '{count, plural, one {# paper} other {# papers}}{more, plural, =0 {} other {, and # more {cards, select, thread {in the thread} other {below}}}}{cards, select, thread {. A card for each is in the thread} channel {. A card for each follows} other {}}.',
  vote: 'Vote for a paper with {count, plural, one {{first}} other {{first} to {last}}} here{cards, select, none {} other {, or with 👍 and 👎 on its card}}.',
  voteFrom:
    'Vote with {first} here for paper {number}, and so on{cards, select, none {} other {, or with 👍 and 👎 on its card}}.',
});
