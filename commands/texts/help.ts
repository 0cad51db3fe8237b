import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Help. */
export const texts = createTexts({
  helpSummary: 'Show what Paperboy can do, or explain a command',
  helpCommand: 'The command to explain',
  title: 'Paperboy',
  intro:
    'Trending research papers in the channels where you talk. To vote, react with 👍 or 👎 on a card, or with a paper’s number on an overview.',
  line: '{command} – {summary}',
  try: 'Try these',
  tryToday: '{command} – see the newest papers',
  trySearch: '{command} – find papers on a topic',
  trySummary: '{command} – read a paper in three sentences',
  trySave: '{command} – save a paper to read later',
  tryFollow: '{command} – get a daily private message about new papers on a topic',
  trySubscribe: '{command} – get a daily post in this channel',

  topicPapers: 'Papers',
  topicReadingList: 'Reading list',
  topicFollows: 'Follows',
  topicDailyPost: 'Daily post',
  topicYourData: 'Your data',
  topicAll: 'All commands',

  sectionLists: 'Lists of papers',
  sectionRead: 'Find and read papers',
  sectionVote: 'Vote',
  sectionReadingList: 'Your reading list',
  sectionFollow: 'Follow authors, organizations and topics',
  sectionPost: 'This channel’s daily post (for channel managers)',
  sectionPause: 'Pause or end the daily post (for channel managers)',
  sectionData: 'Your data',
  sectionMore: 'More',

  needsManager: '{summary}. You need permission to manage the channel.',
  sentence: '{summary}.',
  switchedOff: '{summary} (switched off here)',
  usage: 'Usage',
  details: 'Details',
  example: 'Example',
  option: '{summary} ({notes})',
  optional: 'optional',
  optionalDefault: 'optional, default: {value}',
  yes: 'yes',
  no: 'no',
});

export const problems = createProblems({
  commandUnknown: { what: 'There is no command "{typed}".', fix: 'See all commands with {command}.' },
  commandMisspelled: { what: 'There is no command "{typed}".', fix: 'Did you mean {command}?' },
});
