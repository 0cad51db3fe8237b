import { addDays } from '../../core/base/calendar.ts';
import type { Day, Instant } from '../../core/base/time.ts';

/** What a clock on the US East Coast shows when the list of a day stops growing; observed, not documented. */
const CLOSING_TIME = '21:30';

const EASTERN = new Intl.DateTimeFormat('en', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** When Hugging Face's list of a day stops growing: 01:30 UTC of the next day in summer, 02:30 in winter. */
export function getClosingTime(day: Day): Instant {
  const next = addDays(day, 1);
  const inSummer = Date.parse(`${next}T01:30:00Z`);
  return EASTERN.format(inSummer) === CLOSING_TIME ? inSummer : Date.parse(`${next}T02:30:00Z`);
}
