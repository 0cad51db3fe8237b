import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

/** What a channel likes, as far as its votes say. */
export const texts = createTexts({
  summary: 'Show what was learned from votes here, or change it',
  does: 'show, quiz, forget (a topic), reset, on, off; like or dislike (a paper)',
  topic: 'The topic to forget (none: all count again), or the paper',

  title: 'What this channel likes',
  intro:
    'Learned from {votedOn, plural, one {# paper} other {# papers}} that {voters, plural, one {# person} other {# people}} voted on, and {leftAlone, plural, one {# paper} other {# papers}} left without a vote.',
  introWeak:
    'The votes show no clear pattern yet, so public signals decide. {votedOn, plural, one {# paper} other {# papers}} with votes of {voters, plural, one {# person} other {# people}}, and {leftAlone, plural, one {# paper} other {# papers}} without.',
  forTopics: 'More of',
  againstTopics: 'Less of',
  liked: 'Most votes',
  likedPaper: '{title} ({count, plural, one {# vote} other {# votes}})',
  forgotten: 'Not learned from',
  forgottenTopics: '{topics}. Undo with {command}.',
  explores: 'One paper in five',
  exploresOn: 'May be something different, to learn what you like',
  exploresOff: 'Is like the others',
  named: 'Also counts',
  namedBy: 'How close a paper is to {by, select, topics {this channel’s topics} other {what you follow}}',
  changes: 'Change it',
  changesWith: '{quiz}, {forget}, {reset}, {off}',

  nothingTitle: 'Nothing learned yet',
  nothing: 'Vote on papers here: what you vote for weighs in on what comes next.',
  votedSoFar: '{count, plural, one {# paper has} other {# papers have}} votes here so far.',
  namedFirst:
    'Until then, papers close to {by, select, topics {this channel’s topics} other {what you follow}} come first.',
  papersMissing:
    'Learning from votes starts once the bot has {papersNeeded, plural, one {# paper} other {# papers}} to compare with each other. It has {count, number}.',
  comparing: 'Papers are still being compared with each other. Try again in a few minutes.',
  forgottenSoFar: 'Papers that match "{topics}" are not learned from. Undo with {command}.',
  nothingFix: 'Ten quick questions give it a start: {command}.',
  isOff: 'Votes do not weigh in on what is posted here',
  isOffFix: 'Turn it on with {command}.',

  turnedOn: 'Votes weigh in on what is posted here',
  turnedOff: 'Votes no longer weigh in on what is posted here',
  resetAsk: 'Forget what was learned here?',
  resetWhat:
    'Votes up to now will no longer weigh in on what is posted here, and topics that were forgotten count again. The votes still count on their papers. This cannot be undone.',
  resetButton: 'Reset',
  resetCancel: 'Cancel',
  reset: 'Reset done',
  resetText: 'Votes up to now no longer weigh in on what is posted here. They still count on their papers.',
  topicForgotten: 'Papers that match "{topic}" are not learned from',
  topicForgottenText:
    'The channel still gets such papers. To leave them out, use {command}. Undo with {undo}.',
  topicForgottenLater: 'Nothing is learned here yet, so this changes nothing for now.',
  topicsRestored: 'No topic is forgotten',
  topicsRestoredText: 'Votes on all papers are learned from.',
  likedNow: 'Noted: this channel wants papers like it',
  dislikedNow: 'Noted: this channel does not want papers like it',

  quizTitle: 'Would this channel like it? {n} of {total}',
  quizNote: 'Your answer counts as your vote on the paper.',
  quizEmpty: 'No papers are available to ask about.',
  quizYes: 'Yes',
  quizNo: 'No',
  quizSkip: 'Skip',
  quizDone: 'Thank you',
  quizDoneText: 'Your answers weigh in on the next post.',
  showButton: 'What was learned',
});

export const problems = createProblems({
  topicMissing: { what: 'Say which topic to forget.', fix: 'For example {command}.' },
  paperMissing: { what: 'Say which paper.', fix: 'For example {command}.' },
  operatorAnswers: {
    what: 'The operator of the bot is not a member of the channel and has no vote there.',
    fix: 'Answer in the channel.',
  },
  topicsMany: {
    what: 'At most {most} topics can be forgotten.',
    fix: 'Let all of them count again with {command}.',
  },
});
