import { createProblems, createTexts } from '../../core/base/catalog.ts';

/** What is wrong with markup, and what people read while they wait for a source. */
export const texts = createTexts({
  tooDeep: 'nested too deeply',
  tooManyElements: 'made of too many elements',
  tooManyAttributes: 'made of an element with too many attributes',
  waiting: 'Waiting for {source}, about {time}',
  seconds: '{count} s',
  minutes: '{count} min',
});

/** Why a file is not imported. */
export const fileTexts = createTexts({
  isFolder: 'it is a folder; name the files in it',
  isNoFile: 'it is not a regular file; save its contents to a file first',
  isMissing: 'there is no such file',
});

/** Failures of a source: for operators, since they may name an address of the inside and quote what a server said. */
export const problems = createProblems({
  sourceStopped: { what: 'The process is stopping.' },
  sourceNoAnswer: { what: '{origin} redirects in a loop.' },
  sourceForbidden: { what: '{origin} is not one of the configured sources.' },
  sourceRateLimited: {
    what: '{origin} {seconds, plural, =0 {keeps asking for fewer requests} other {asks to wait # s}}.',
    fix: 'Set HF_TOKEN for a higher limit, or raise REFRESH_MINUTES.',
  },
  sourceBadRequest: { what: '{source} refused the request: {said}' },
  sourceRefusedRequest: { code: 'source-bad-request', what: '{origin} answered {status}: {said}' },
  sourceRefused: { what: '{origin} answered {status}: {said}' },
  sourceFailing: { what: '{origin} answered {status}.' },
  sourceTimeout: { what: '{origin} did not answer within {seconds} s.' },
  sourceUnreachable: {
    what: '{origin} cannot be reached: {why}',
    fix: 'Check the network, and the address in the settings.',
  },
  sourceNoDay: { what: '{source} has no list for {day}.' },
  fullTextLate: { code: 'source-timeout', what: 'No full text came within {seconds} s.' },
});

/** A reply that is not what it should be. */
export const shapes = createProblems({
  noEndpoint: { code: 'source-shape', what: '{source} has no papers at {path}.' },
  oddPaper: { code: 'source-shape', what: '{source} sent a paper that {reason}.' },
  noPapers: {
    code: 'source-shape',
    what: '{count, plural, one {The only item from {source} is no paper: it} other {None of the # items from {source} is a paper: the first}} {reason}.',
  },
  noList: { code: 'source-shape', what: '{source} did not answer with a list of papers.' },
  noJson: { code: 'source-shape', what: '{source} did not answer with JSON.' },
  noFeed: { code: 'source-shape', what: '{source} did not answer with an Atom feed.' },
  noPageList: {
    code: 'source-shape',
    what: '{source} contains no list of papers ({length, plural, one {# character} other {# characters}}).',
  },
  markup: { code: 'source-shape', what: '{source} sent markup that is {excess}.' },
  listTooLarge: {
    code: 'source-too-large',
    what: '{source} sent more papers for {kind, select, trending {the trending list} other {one {kind}}} than can be read.',
  },
  pageTooLarge: {
    code: 'source-too-large',
    what: '{source} sent {count, plural, one {# paper} other {# papers}} at once.',
  },
  jsonTooLarge: { code: 'source-too-large', what: '{source} sent a reply that is {excess}.' },
  otherDay: { code: 'source-no-day', what: '{source} shows {shown} instead of {day}.' },
});

/** What people read when a source is busy. */
export const busy = createProblems({
  share: {
    code: 'source-busy',
    what: '{whose, select, person {You have} channel {People in this channel have} other {People in this workspace or server have}} asked {source} a lot just now.',
    fix: 'Try again in {time}.',
  },
  window: {
    code: 'source-busy',
    what: '{source} has been asked as often as it allows for now.',
    fix: 'Try again in {time}.',
  },
  queue: {
    code: 'source-busy',
    what: '{source} cannot be asked at once because others are waiting.',
    fix: 'Try again in {time}.',
  },
});

/** Files to import. */
export const fileProblems = createProblems({
  fileUnreadable: {
    what: '{path} cannot be read to its end: {why}',
    fix: 'Check that the file is complete.',
  },
  fileMissing: { what: '{path} cannot be opened: {why}.', fix: 'Check the path.' },
});
