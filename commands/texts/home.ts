import { createTexts } from '../../src/core/base/catalog.ts';

/** A person's page. */
export const texts = createTexts({
  summary: 'Show today’s papers, your list and follows, and daily posts',
  title: 'Paperboy',
  intro: 'Papers worth reading, and what you saved and follow. More: {command}',
  today: 'New on {day}',
  todayEmpty: 'No list of papers has been fetched yet.',
  readingList: 'Your reading list',
  readingListEmpty: 'Nothing saved yet. Press Save on a card.',
  follows: 'What you follow',
  followsEmpty: 'Nothing yet. {command} sends you new papers on a topic privately.',
  followsMore: 'and {count} more',
  notified: 'You are notified {schedule}.',
  top: 'This week’s top papers here',
  topEmpty: 'No votes this week yet. React with 👍 on a card.',
  dailyPosts: 'Daily posts',
  dailyPost: '{channel}: {next}',
  paused: 'paused',
  noDailyPosts:
    'No channel that you can see is subscribed yet. To set up a daily post, use {command} in a channel.',
  allOfToday: 'Today',
  myList: 'My list',
  myFollows: 'My follows',
  topPapers: 'Top papers',
  help: 'Help',
});
