import { createProblems } from './catalog.ts';

export const problems = createProblems({
  portUnusable: {
    what: 'Port {port} {why, select, taken {is used by another program} other {needs administrator rights}}, so {loss}.',
    fix: 'Set {setting} to {why, select, taken {a free port} other {a port above 1023}}{also}{why, select, taken {, or stop the other program} other {}}.',
  },
  hostUnusable: {
    what: '{host} is not an address of this machine, so {loss}.',
    fix: 'Set {setting} to 127.0.0.1 if a program on this machine forwards or sends the requests, or to 0.0.0.0 to listen on every address.',
  },
  stopping: { what: 'Paperboy is stopping' },
  // What people read of errors that only the operator can fix.
  outsideUnavailable: { what: 'An external server cannot be reached.' },
  sourceUnavailable: { what: '{source} cannot be reached.' },
  beingStopped: { code: 'stopping', what: 'The bot is being stopped.' },
  wentWrong: { code: 'internal', what: 'Something went wrong on our side.' },
  // What a library or a system said.
  unexpected: { what: '{text}' },
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
