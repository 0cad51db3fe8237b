import { createTexts } from '../../src/core/base/catalog.ts';

/** What is saved about a person, and its deletion. */
export const texts = createTexts({
  dataSummary: 'Show what is saved about you, or export it as a file',
  dataFormat: 'A short list, or everything as a JSON file',
  dataFile: 'Everything that is saved about you',
  dataTitle: 'What is saved about you',
  dataNone: 'Nothing is saved about you.',
  dataIntro: 'Everything as a file: {exportCommand}. To delete it: {forgetCommand}.',
  exportJson: 'Export as JSON',
  deleteAsking: 'Delete everything …',

  you: 'You are',
  votes: 'Votes',
  readingList: 'Reading list',
  follows: 'Follows',
  follow: '{kind} {text}',
  dailyMessage: 'Daily message',
  noMessage: 'None while you follow nothing; saved: {schedule}',
  notified: 'Named in daily messages',
  lists: 'Lists that your numbers refer to',
  feedback: 'Summaries that you judged',
  mailboxes: 'E-mail addresses that you gave',
  subscriptions: 'Daily posts that you set up',
  number: '{count, number}',
  papers: '{count, plural, one {# paper} other {# papers}}',
  channels: '{count, plural, =0 {None} one {# channel} other {# channels}}',
  none: 'None',

  forgetSummary: 'Delete everything that is saved about you, after you confirm',
  forgetLabel: 'Whose data to delete',
  forgetWhom: 'Your own data',
  forgetConfirm: 'yes deletes at once; without it you are asked first',
  forgetNone: 'Nothing is saved about you',
  forgetNoneSee: 'See {command}.',
  forgetAsk: 'Delete everything that is saved about you?',
  forgetWhat:
    'This deletes your votes, your reading list, what you follow and when you get messages, the last lists you saw, whether summaries helped you, the record that you set up a daily post, and digests in your direct messages. Daily posts in channels continue.',
  forgetUndo: 'This cannot be undone. To get a copy first: {command}.',
  forgetButton: 'Delete everything',
  forgetCancel: 'Cancel',
  forgotten: 'Everything about you was deleted',
  forgottenWhat:
    'Posts that counted your votes are updated within minutes. Your reactions stay on posts until you remove them, but they are no longer counted. What you do from now on is saved again.',
});
