import { createProblems, createTexts } from '../core/base/catalog.ts';

/** Why a recorded day cannot be read. */
export const texts = createTexts({
  tooLarge: 'it is larger than 32 MiB',
  excess: 'it is {what}',
  noList: 'it does not contain a list',
});

/** What is wrong with what was typed behind `demo`. */
export const problems = createProblems({
  dayInvalid: { what: '"{typed}" is not a day.', fix: 'Write it as 2026-04-30.' },
  dayUnrecorded: {
    what: 'No papers are recorded for {day}.',
    fix: '{count, plural, one {Only {first} is recorded.} other {There are # days from {first} to {last}; the nearest is {nearest}.}}',
  },
  speedInvalid: {
    what: '--speed is a number from 1 to {most}, not "{typed}".',
    fix: 'Example: --speed 600, for a day in less than three minutes.',
  },
  replayMissing: {
    what: 'There is no folder "{folder}".',
    fix: 'Give a folder with files such as 2026-03-12.json or 2026-03-12.json.gz.',
  },
  replayEmpty: {
    what: 'No day is recorded in "{folder}".',
    fix: 'Name its files by their day: 2026-03-12.json or 2026-03-12.json.gz.',
  },
  replayUnreadable: { what: '"{path}" cannot be read: {why}.' },
});
