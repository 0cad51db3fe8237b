import { createProblems, createTexts } from '../../src/core/base/catalog.ts';

export const texts = createTexts({
  platform: 'Terminal',
  whichPaper: 'Say which paper',
  noPaper: 'There is no paper {n} to vote on',
  whichPaperFix: 'Use the number in front of a paper of the last list.',
  listFirst: 'Show a list first.',
  votedUp: 'Your 👍 is counted',
  votedDown: 'Your 👎 is counted',
  voteTakenBack: 'Your vote was taken back',
  voteUnchanged: 'You have already voted like this',
  noVote: 'You have no vote from +1 or -1 to take back',
  formTitle: '{title} (an empty line keeps what is in brackets; cancel closes the form)',
  formMistake: '{why} (cancel closes the form)',
  nothingChanged: 'Nothing was changed.',
  noButton: 'There is no such button now',
  typeYes: 'Type yes (or y) to choose "{label}"; anything else leaves everything as it is.',
  lineFailed: 'Something went wrong with that line',
  lineFailedFix: 'It has been logged. Other lines still work.',
  needed: 'This is required.',
  noChoice: '"{value}" is not one of {choices}.',
  count: '{sign} {n}',
  rise: '+{gained} in {time}',
  menu: 'Type a number: summary {n}, save {n}, similar {n}, or +1 {n} to vote',
  moreInThread: 'and {count} more in the thread',
  request: 'request {id}',
  page: 'Page',
  why: 'why: {reason}',
  whatToDo: 'What to do:',
  example: 'Example:',
  whereIdsAre: 'The terminal has one channel.',
});

/** The results of `check`. */
export const findings = createProblems({
  noAccount: { what: 'The terminal needs no account.' },
});

export const problems = createProblems({
  terminalChannelMissing: {
    what: 'The terminal has no channel "{channel}".',
    fix: 'Use {example}.',
  },
  /** What an earlier process printed can be neither changed nor read back; votes on it stay. */
  terminalPostGone: { what: 'The post was printed by a process that has ended.' },
});
