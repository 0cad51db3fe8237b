import { createProblems, createTexts } from '../base/catalog.ts';

/** Each reason by its code, with what to do about it. */
export const reasons = createProblems({
  noEdition: { what: 'No daily papers are available yet: none has been fetched, or none was listed.' },
  allShown: {
    what: 'No new papers: this channel has seen {count, plural, one {the only paper} other {all # papers}} {days}.',
  },
  allFiltered: {
    what: '{count, plural, one {The only new paper {days} does not pass} other {None of the # new papers {days} passes}} this channel’s filter.',
  },

  nothingToRecap: {
    what: 'No votes here, no papers that rose after they were posted and none missed in {period, select, week {the last week} other {the last month}}.',
  },

  recapOff: { what: 'The recap was switched off.' },
  notSubscribed: { what: 'This channel is not subscribed.' },
  pageEnded: { what: 'The channel whose posts it gets has no public page any more.' },
  channelPaused: { what: 'The channel is paused: {because}' },
  noCatchUp: {
    what: 'Paperboy was not running at the time, and this channel wants no late posts ({hours} h late).',
  },
  beyondLatest: {
    code: 'too-late',
    what: 'Paperboy was not running at the time, and {hours} h late is more than the {most} h allowed.',
  },
  newestUnknown: {
    what: '{source} could not be reached lately, so it is not known which papers are new.',
    fix: 'See {command} for details.',
  },
  waitsForSource: {
    what: '{source} could not be reached.',
  },
  sourceUnavailable: {
    code: 'source-away',
    what: '{source} could not be reached.',
    fix: 'The papers come with the next digest, or with {command} once it is available again.',
  },
  leftOut: { what: 'Left out: {papers}. {because}' },

  platform: { what: '{platform} reported a problem: {code}.' },
  platformOff: {
    what: '{platform} is switched off: its settings are missing.',
    fix: 'Set them (see .env.example) and start again.',
  },
  secondLook: {
    what: 'A post may have got through late: it is looked up once more before it is sent again.',
    fix: 'Check whether the post is in the channel.',
  },
  stoppedSending: {
    what: 'The bot was stopped while it was sending a post, and this platform has no way to look the post up.',
    fix: 'Check whether the post arrived.',
  },
  cannotLookUp: {
    what: 'A post may have been sent, and this platform has no way to look it up: {because}',
    fix: 'Check whether the post arrived.',
  },
  unknownOutcome: { what: '{because}', fix: 'Check whether the post is in the channel.' },
  nothingToSend: { what: 'There is nothing to send.' },
  stopping: { what: 'Paperboy is stopping.' },
  diskFull: { what: 'The disk of this bot is full, so nothing can be saved.' },
  databaseBusy: { what: 'The database of this bot is busy.' },
  databaseUnavailable: { code: 'database-away', what: 'The database of this bot cannot be reached.' },
  internal: {
    what: 'Something went wrong on our side.',
    fix: 'See the log for the error; please report it.',
  },

  pausedManually: { code: 'by-hand', what: 'paused by hand', fix: 'Resume with {command}.' },
  typed: { what: '{text}', fix: 'Resume with {command}.' },
  removed: {
    what: 'The bot was removed from this server or workspace.',
    fix: 'Add it again within {days, plural, one {# day} other {# days}}: then posting resumes automatically.',
  },

  unreadable: { what: 'listed, but its record could not be read' },
  alreadyShown: { what: 'already shown in this channel' },
  withdrawn: { what: 'withdrawn by its authors' },
  fewUpvotes: {
    what: '{upvotes, plural, one {# upvote is} other {# upvotes are}} fewer than the {least} asked for',
  },
  unwanted: { what: 'matches "{term}", which this channel does not want' },
  offTopic: {
    what: 'matches none of the topics {topics}{unknown, select, yes { (arXiv has not returned its categories yet)} other {}}',
  },
  tooAlike: { what: 'says much the same as {to}, which was chosen' },
  rankedBelow: { what: 'ranked below the first {chosen}' },

  upvotes: { what: '{count, plural, one {# upvote} other {# upvotes}}' },
  rising: { what: 'rising by {gained, number} in {hours, plural, one {# hour} other {# hours}}' },
  comments: { what: '{count, plural, one {# comment} other {# comments}}' },
  stars: { what: 'code with {count, plural, one {# star} other {# stars}}' },
  ownVotes: { what: '{net, number, ::sign-except-zero} from your community' },
  likeLiked: { what: 'like “{title}”, which {count, number} of you liked' },
  suits: { what: 'like what you vote for here' },
  unlike: { what: 'similar to papers that were voted down or left alone here' },
  nearNamed: { what: 'close to {by, select, topics {this channel’s topics} other {what you follow}}' },
  farFromNamed: { what: 'not close to {by, select, topics {this channel’s topics} other {what you follow}}' },
  tried: { what: 'something different, to learn what you like' },
  alike: { what: 'similar to {to} above it' },
  age: { what: '{days, plural, one {# day} other {# days}} old' },
});

export const texts = createTexts({
  /** Where an older version did not store its name. */
  sourceOfPapers: 'The source of the papers',
  ofDays: '{same, select, yes {of {from}} other {from {from} to {to}}}',
  /** Why several papers were dropped, without the figures of one, after their number: `3 have fewer …`. */
  fewUpvotesRule: '{count, plural, one {has} other {have}} fewer upvotes than the {least} asked for',
  unwantedRule: '{count, plural, one {matches} other {match}} "{term}", which this channel does not want',
  offTopicRule:
    '{count, plural, one {matches} other {match}} none of the topics {topics}{unknown, select, yes { (arXiv has not returned {count, plural, one {its} other {their}} categories yet)} other {}}',
  tooAlikeRule: '{count, plural, one {says} other {say}} much the same as {to}, which was chosen',
});

/** Why an item or a record is skipped, after its number. */
export const unusable = createTexts({
  noItem: 'is not an object with a paper',
  noRecord: 'is not a record of a paper',
  noJson: 'is not JSON',
  noTitle: 'has no title',
  noTitleOf: '{id} has no title',
  noId: 'has no id',
  noIdOf: 'has no id: "{title}"',
  oddId: 'has an id that is neither text nor a number',
  foreignId: 'has an id that is not an arXiv id: {id}',
  longId: 'has an id of {length, plural, one {# character} other {# characters}}',
  oddDate: 'has a date that cannot be read: "{date}"',
  noDate: 'has a date that cannot be read: it is not text',
  tooLong: 'is too long',
  tooLarge: 'is {excess}',
  notRead: 'cannot be read: {why}',
});
