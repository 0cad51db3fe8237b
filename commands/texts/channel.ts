import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** A channel's daily post: setting it up, changing it, ending it. */
export const texts = createTexts({
  subscribeSummary: 'Set up or change this channel’s daily post',
  time: 'Time of day such as 9:00 or 5pm',
  zone: 'Time zone such as Europe/Paris',
  days: 'mon-fri, daily, weekends or mon,wed,fri',
  countLabel: 'How many papers',
  count: 'How many papers',
  layout: 'thread: an overview and a thread of cards; cards: a card for each paper; compact: an overview',
  topics: 'Only these, between commas: words, "phrases", cs.CL, -not; match:any for looser; none for all',
  without: 'Nothing with these, between commas: words, "phrases", categories; none to clear',
  minVotesLabel: 'Fewest upvotes',
  minVotes: 'Only papers with at least so many upvotes',
  language: 'Language of summaries, such as en or de',
  emptyDays: 'On a day without papers: say so once, or stay silent',
  catchUp: 'Posts missed while the bot was off: skip, latest, or up to how many, such as 5',
  saved: 'Saved',
  subscribed: 'This channel is subscribed',
  subscribedIntro: 'See the next post with {previewCommand}, and all settings with {helpCommand}.',
  notChanged: 'Nothing was changed: the bot cannot post here',
  notSubscribable: 'This channel cannot be subscribed',
  catchUpLatest: 'latest: the last one missed, if it is not too old',
  catchUpSkip: 'skip: none of them',
  catchUpSome: 'up to {count} of them',

  settingsSummary: 'Open a form with the settings of this channel’s daily post',
  settingsTitle: 'Daily papers here',
  settingsTitleNew: 'Subscribe this channel',
  settingsSave: 'Save',
  settingsTime: 'Time',
  settingsTimeHint: '9:00 or 5pm',
  settingsZone: 'Time zone',
  settingsZoneHint: 'such as Europe/Paris',
  settingsDays: 'Days',
  settingsCountHint: '1 to {most}',
  settingsTopics: 'Topics',
  settingsTopicsHint: 'agents, "world models", cs.CL, -not; match:any for looser; none for all',

  pauseSummary: 'Pause this channel’s daily post',
  pauseReason: 'The reason, shown to others in the channel',
  paused: 'Paused',
  pausedAlready: 'Already paused',
  pausedBecause: 'Reason: {reason}',
  resumeWith: 'Resume with {command}.',
  resumeSummary: 'Resume this channel’s daily post',
  resumed: 'Resumed',
  notPaused: 'This channel is not paused',
  nextPostAt: 'Next post: {moment}',
  wouldFailAgain: 'The post would fail again',
  unsubscribeSummary: 'End this channel’s daily post',
  unsubscribed: 'This channel no longer gets daily posts',
  unsubscribedWhat: 'What was posted stays, and so do the votes.',
});

/** The settings of a channel, as named values. */
export const settings = createTexts({
  warning: 'Warning',
  lastWeek: 'Last week',
  when: 'When',
  schedule: '{schedule} ({zone})',
  nextPost: 'Next post',
  paused: 'Paused',
  pausedBecause: 'Paused: {reason}',
  papers: 'Papers',
  papersAtMost: 'At most {count}',
  layout: 'Layout',
  topics: 'Topics',
  topicsAll: 'All',
  without: 'Left out',
  votes: 'Votes',
  votesAtLeast: 'At least {count, plural, one {# upvote} other {# upvotes}}',
  language: 'Language',
  emptyDays: 'Days without papers',
  emptyDaysSay: 'Say so once',
  emptyDaysSilent: 'Stay silent',
  missed: 'Missed posts',
  missedSkip: 'Skip them',
  missedPost: 'Post {which}',
});

/** Layouts, by their name in a subscription. */
export const layouts = createTexts({
  thread: 'An overview and a thread with a card for each paper',
  cards: 'A card for each paper',
  compact: 'An overview only',
});

/** The arXiv categories that daily papers come from. */
export const categories = createTexts({
  'cs.AI': 'artificial intelligence',
  'cs.CL': 'language',
  'cs.CV': 'vision',
  'cs.LG': 'machine learning',
  'cs.RO': 'robotics',
  'cs.IR': 'information retrieval',
  'cs.MA': 'multi-agent systems',
  'cs.SD': 'sound',
  'cs.SE': 'software engineering',
  'cs.HC': 'human-computer interaction',
  'cs.CR': 'security',
  'cs.GR': 'graphics',
  'cs.DC': 'distributed computing',
  'cs.NE': 'neural computing',
  'eess.AS': 'speech and audio',
  'eess.IV': 'image processing',
  'stat.ML': 'machine learning, statistics',
  'math.OC': 'optimization',
  'q-bio.BM': 'biomolecules',
  'physics.comp-ph': 'computational physics',
});

export const problems = createProblems({
  notSubscribed: {
    what: 'This channel has no daily post.',
    fix: 'Whoever manages the channel can set one up with {command}.',
  },
});
