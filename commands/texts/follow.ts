import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Following authors, organizations and queries, and the daily private message about them. */
export const texts = createTexts({
  followSummary: 'Get a daily private message about new papers by an author or organization, or on a query',
  followDetails: 'Before it is saved you see how many of the last week’s papers match.',
  whatLabel: 'What to follow',
  what: 'An author, an organization (org) or a query',
  textLabel: 'The name or the words to follow',
  text: 'A name, or words that a paper must have; commas for alternatives, match:any for one of the words',
  time: 'When the message comes, such as 8:30 (default: 9:00)',
  zone: 'Your time zone, such as Europe/Paris',
  quiet: 'Hours without messages, such as 22-7, or none; a late message waits for their end',
  followAsk:
    'Follow {kind, select, author {the author "{text}"} org {the organization "{text}"} other {the query "{text}"}}?',
  followConfirm: 'Follow',
  followCancel: 'Cancel',
  followed:
    'You now follow {kind, select, author {the author "{text}"} org {the organization "{text}"} other {the query "{text}"}}',
  followedAlready: 'You already follow this',
  followedRescheduled: 'You already follow this; its schedule was changed',
  whenYouHear: 'New papers come in a private message {schedule}. To change the schedule, use {command}.',
  hintAuthor: 'This is usual for one author. Check the spelling.',
  hintAuthorMost: 'Write the whole name to follow one author.',
  hintOrg: 'This is usual for one organization. Check its name on Hugging Face.',
  hintOrgMost: 'Write the whole name to follow one organization.',
  hintQuery:
    'Use fewer words, put commas between alternatives, or write match:any to accept papers with one of the words.',
  hintQueryMost: 'Use more words, or leave some out with a minus in front.',

  followingSummary: 'Show what you follow, or change when the daily message comes',
  followsNothing: 'You do not follow anything yet',
  willCome: 'The message about what you follow will come {schedule}.',
  followingTitle: 'You follow',
  scheduleSaved: 'The new schedule is saved.',
  when: 'When',
  nextMessage: 'Next message',
  follows: 'Follows',
  follow: '{n}. {kind}: {text}',
  schedule: '{when} ({zone}), quiet hours {quiet}',

  unfollowSummary: 'Unfollow an author, organization or query, by its number or text',
  whichLabel: 'What to unfollow',
  which: 'Its number in the list of what you follow, or its text',
  unfollowed:
    'You no longer follow {kind, select, author {the author "{text}"} org {the organization "{text}"} other {the query "{text}"}}',
});

export const problems = createProblems({
  followsMany: {
    what: 'You already follow {most} things.',
    fix: 'Unfollow one with {command}.',
  },
  followUnmatchable: {
    what: 'No paper can match "{typed}".',
    fix: 'Type a name, or a word or a number that papers must have, such as {example}.',
  },
  followUnknown: { what: 'You do not follow "{typed}".', fix: 'See the numbers with {command}.' },
});
