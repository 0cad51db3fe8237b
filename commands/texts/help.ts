import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** Help and home. */
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

  homeSummary: 'Show subscriptions, your reading list and top papers',
  homeIntro: 'Trending research papers. Type {command} in any channel.',
  dailyPosts: 'Daily posts',
  dailyPost: '{channel}: {next}',
  paused: 'paused',
  noDailyPosts:
    'No channel that you can see is subscribed yet. To set up a daily post, use {command} in a channel.',
  readingList: 'Your reading list',
  readingListEmpty: 'Nothing saved yet. Press Save on a card.',
  top: 'This week’s top papers',
  topEmpty: 'No votes this week yet. React with 👍 on a card.',
  today: 'Today',
  myList: 'My list',
  topPapers: 'Top papers',
});

export const problems = createProblems({
  commandUnknown: { what: 'There is no command "{typed}".', fix: 'See all commands with {command}.' },
  commandMisspelled: { what: 'There is no command "{typed}".', fix: 'Did you mean {command}?' },
});
