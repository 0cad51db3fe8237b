import { createProblems } from '../../core/base/catalog.ts';

export const problems = createProblems({
  scheduleNever: {
    what: 'The schedule "{cron}" never comes.',
    fix: 'Give a day that exists, such as "0 9 * * mon-fri".',
  },
  scheduleInvalid: {
    what: '"{cron}" is not a cron expression{fields, select, other {} five { of five fields}}.',
    fix: 'Write minute hour day month weekday, such as "0 9 * * mon-fri".',
  },
  zoneUnknown: {
    what: 'There is no time zone "{zone}".',
    fix: 'Use an IANA name, such as Europe/Paris or America/New_York.',
  },
});
