import { createProblems, createTexts } from './catalog.ts';

/** What people read of errors that only the operator can fix. */
export const texts = createTexts({
  serverOutside: 'An external server',
  cannotBeReached: '{source} cannot be reached.',
  beingStopped: 'The bot is being stopped.',
  wentWrong: 'Something went wrong on our side.',
});

export const problems = createProblems({
  stopping: { what: 'Paperboy is stopping' },
  zoneAbbreviated: {
    what: '"{typed}" is an abbreviation, not the zone of a place.',
    fix: 'Use {zones}, which follows the clock changes there.',
  },
  zoneFixed: {
    what: '"{typed}" is a fixed offset: it does not observe daylight saving time.',
    fix: 'Use the zone of a place, such as Europe/Paris.',
  },
  zoneUnknown: {
    what: 'There is no time zone "{typed}".',
    fix: '{near, select, none {Write it as Europe/Paris.} other {Use {zones}.}}',
  },
});
