import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** One paper: its card, its summary, votes on it, and why it was posted. */
export const texts = createTexts({
  paperLabel: 'Which paper',
  paper: 'An arXiv ID, a link, or its number in the last list',

  findSummary: 'Find a paper by its title or ID in a form',
  findTitle: 'Find a paper',
  findSubmit: 'Show',
  findWhatToType: 'Type a title or an ID',

  showSummary: 'Show the full card of a paper',

  summarySummary: 'Show a short summary of a paper',
  summaryStyle: 'tldr: one sentence; short: three sentences; bullets: problem, method and result',
  summaryLanguage: 'A language such as en, de or ja; any language other than English needs a model',
  fullCard: 'Full card',
  helpedSummary: 'Say whether a summary helped you',
  helpedLabel: 'Whether it helped',
  helpedAnswer: 'Whether the summary helped you',
  helpedStyle: 'The summary’s style',
  helpedLanguage: 'The summary’s language',
  helpedWriter: 'Who wrote it',
  helpedProvider: 'Who wrote the summary',
  helpedYes: '👍 Helpful{count, plural, =0 {} other { · #}}',
  helpedNo: '👎 Not helpful{count, plural, =0 {} other { · #}}',
  helpedSaved: 'Your feedback is saved',
  similar: 'Similar',

  voteSummary: 'Vote for or against a paper; the same vote again takes it back',
  voteLabel: 'How to vote',
  voteWhich: 'For or against the paper',
  votedUp: 'Your 👍 is counted',
  votedDown: 'Your 👎 is counted',
  voteTakenBack: 'Your vote was taken back',
  voteTally: '{title} · 👍 {up} 👎 {down}',
  reactionCounts: 'Your reaction {thumb} on the post still counts. Remove it, too.',
  voteCountsAlone:
    'A vote in direct messages counts only for you. To vote on a server, vote in one of its channels.',
});

/** What `why` says. */
export const why = createTexts({
  summary: 'Explain why a paper was or was not posted here',
  title: 'Why: {title}',
  fetched: 'Fetched',
  fetchedJustNow: 'Just now, for this question.',
  fetchedFirst: '{moment}, for the first time',
  fetchedEver: 'Yes',
  listed: 'Listed',
  listedNowhere: 'Not on any daily list that was fetched.',
  postedAs:
    '{kind, select, card {Posted here as a card} overview {Posted here in an overview} other {Posted here}}',
  posted: 'Posted here',
  notPosted: 'No',
  notSent:
    '{state, select, planned {Not yet: it is waiting to be sent.} sending {Not yet: it is being sent.} unknown {It is not known whether it was sent.} other {No: it could not be sent.}}',
  elsewhere: 'Posted elsewhere',
  elsewhereCount: 'In {count, plural, one {# other channel} other {# other channels}} that you can see',
  score: 'Score {score}',
  scoreNow: 'Score {score} now',
  noSignals: 'No ranking signals yet.',
  nextPost: 'Next post',
  notSubscribed: 'This channel is not subscribed.',
  inNextPost: 'Yes, this paper is in it.',
  notInNextPost: 'No: {reason}.',
  listedTooEarly: 'it was listed before the last three editions',
  neverListed: 'it was not on a daily list',
});

export const problems = createProblems({
  summaryUnknown: {
    what: 'There is no such summary to give feedback on.',
    fix: 'Use the buttons under a summary.',
  },
  paperUnreadable: {
    what: '"{typed}" is not a paper.',
    fix: 'Give an arXiv ID, a link to arXiv or Hugging Face, or a number from the last list. To find papers by words, use {command}.',
  },
  paperUnknown: {
    what: 'Neither Hugging Face nor arXiv knows the paper {id}.',
    fix: 'Check the ID, or search by words.',
  },
  paperNotInDemo: { what: '{demo} It does not have {id}.', fix: 'Check the ID, or search by words.' },
});
