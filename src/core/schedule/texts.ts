import { createProblems, createTexts } from '../base/catalog.ts';

export const texts = createTexts({
  atCron: 'at "{cron}"',
  atEveryDay: 'at {time} every day',
  atFromTo: 'at {time} from {from} to {to}',
  atDays: 'at {time} on {days}',
  catchUpAll: 'up to {most}',
  catchUpSkip: 'skipped',
  catchUpLatest: 'the latest',
  weekday:
    '{day, select, mon {Monday} tue {Tuesday} wed {Wednesday} thu {Thursday} fri {Friday} sat {Saturday} other {Sunday}}',
  everyWeek:
    'every {day, select, mon {Monday} tue {Tuesday} wed {Wednesday} thu {Thursday} fri {Friday} sat {Saturday} other {Sunday}} at {time}',
  everyMonth: 'on the 1st of each month at {time}',
});

export const problems = createProblems({
  catchUpInvalid: {
    what: '"{typed}" does not say which missed posts to make up for.',
    fix: 'Write skip, latest, or up to how many (1 to {most}), such as 5.',
  },
  recapInvalid: {
    what: '"{typed}" is not a day of the week with a time.',
    fix: 'Write it as fri 16:00, on or off.',
  },
  monthRecapInvalid: {
    what: '"{typed}" is not a time for the monthly recap.',
    fix: 'Write it as 9:00, on or off. It comes on the first day of the month.',
  },
  quietInvalid: { what: '"{typed}" is not a range of hours.', fix: 'Write it as 22-7, or none.' },
  publicNameInvalid: {
    what: '"{typed}" cannot be the name of a public page.',
    fix: 'Write {least} to {most} letters a to z, digits and dashes, such as ml-papers; or no for no page.',
  },
  publicNameTaken: {
    what: 'Another channel has the public page {name}.',
    fix: 'Choose another name.',
  },
  timeInvalid: { what: '"{typed}" is not a time of day.', fix: 'Write it as 09:00 or 5pm.' },
  daysInvalid: {
    what: '"{typed}" names no weekdays.',
    fix: 'Write mon-fri, daily, weekends or mon,wed,fri.',
  },
});
