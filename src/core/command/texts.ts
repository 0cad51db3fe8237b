import { createProblems, createTexts } from '../base/catalog.ts';

/** What people read about a command that cannot be run as they typed it, and the labels that many answers share. */
export const texts = createTexts({
  cardSave: 'Save',
  cardSummary: 'Summary',
  cardSimilar: 'Similar',
  menuSummary: 'Summary of {paper}',
  menuSave: 'Save {paper}',
  menuRemove: 'Remove {paper}',
  menuSimilar: 'Similar to {paper}',
  menuAll: 'Summary, save or similar…',
  menuSummaryName: 'Summary',
  menuSaveName: 'save',
  menuSimilarName: 'similar',
  tooLongLine: 'That is too long: at most {most} characters, not {length}.',
  givenTwice: '"{name}" is given twice.',
  unexpected: 'Unexpected argument: "{text}".',
  unknownOption: 'There is no option "{name}".',
  wholeNumber: '{label}: a whole number{range}, not "{typed}".',
  fromTo: ' from {min} to {max}',
  atLeast: ' of at least {min}',
  yesOrNo: '{label}: yes or no, not "{typed}".',
  oneOf: '{label}: {choices}, not "{typed}".',
  tooLongText: '{label}: at most {most} characters, not {length}.',
  missing: 'Say {label}.',
  missingChoice: 'Say {label}: {choices}.',
  usage: 'Usage: {usage}',

  unknownCommand: 'There is no command "{name}".',
  meantCommand: 'Did you mean {command}?',
  allCommands: 'For all commands, see the help.',
  unknownButton: 'This button no longer works',
  needsMember: 'The bot is not a member here, so "{name}" cannot be used',
  needsMemberFix:
    'Searching, reading, saving and following work everywhere. For daily posts, ask somebody who may manage a server to add the bot to the server.',
  needsManager: 'You need permission to manage this channel to use "{name}"',
  needsManagerFix: 'Ask a moderator or an admin of the channel.',
  tooFast: 'One moment, please',
  tooFastText: 'That was a lot at once. Try again in {seconds} s.',
  stillWorking: 'Still working on it',
  takesTooLong: 'This is taking too long',
  takesTooLongFix: 'The bot is still working on it. Try again in a minute or two. The result will be saved.',
  stopping: 'The bot is being stopped',
  tryInAMinute: 'Try again in a minute.',
  tryInMinutes: 'Try again in a few minutes.',
  wentWrong: 'Something went wrong on our side',
  wentWrongFix: 'Try again in a minute. If it keeps happening, tell whoever runs this bot the request ID.',
  whoYouAre: 'who you are',

  change: 'Change',
  leftAsItWas: 'Nothing was changed',
  changedMeanwhile: 'Something was changed here after you were asked, so please look again.',

  noPhraseFound: 'Nothing found: no paper here has exactly this phrase. Try other words.',
  noneMatchesAll: 'Nothing found: no paper here matches all of these. Try it without {signs}.',
  quoteUnclosed:
    'Nothing found. The closing quote is missing, so all words after the opening quote were searched for as one phrase. Close the quote, or leave it out.',
  noWordsFound: 'Nothing found: no paper here has any of these words. Try others.',
  noWordFound: 'Nothing found: no paper here has this word. Try another one.',
  minus: 'the minus',
  quotes: 'the quotes',

  share: 'Share to channel',
  numbers: '{first} to {last}',

  justNow: 'just now',
  secondsAgo: '{count, plural, one {# second ago} other {# seconds ago}}',
  minutesAgo: '{count, plural, one {# minute ago} other {# minutes ago}}',
  inAMinute: 'in a minute',
  inSeconds: '{count, plural, one {in a second} other {in # seconds}}',
});

export const problems = createProblems({
  argumentsInvalid: { what: '{error}', fix: 'Write it as: {usage}' },
  valueInvalid: { code: 'arguments-invalid', what: '{error}' },
  numberWithoutList: {
    what: 'There is no list here that number {n} could mean.',
    fix: 'Show one first, for example with search. Or give an arXiv ID or a link; search finds papers by words.',
  },
  numberUnknown: {
    what: 'The last list has no number {n}.',
    fix: 'The lists here: {lists}. Or give an arXiv ID or a link; search finds papers by words.',
  },
  questionGone: {
    what: 'This question is no longer open',
    fix: 'Ask again, such as {command}.',
  },
  questionAnswered: { what: 'You have already answered this question' },
  languageUnknown: { what: '"{typed}" is not a language.', fix: 'Write it as en, de or pt-BR.' },
  platformNotAsked: {
    what: '{platform} could not be asked {question}, so nothing was done',
    fix: 'Try again in a moment. If it keeps happening, tell whoever runs this bot the request ID.',
  },
});
