import { InputError } from '../base/errors.ts';
import { formatList } from '../base/language.ts';
import { problems, texts } from './texts.ts';

/** A time of day: hour 0 to 23, minute 0 to 59. */
export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

const DAY_NAMES = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const SIMPLE_CRON = /^(\d{1,2}) (\d{1,2}) \* \* (\*|[0-6]-[0-6]|[0-6](?:,[0-6])*)$/;
export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
export const MONDAY = [1];
const WORKDAYS = [1, 2, 3, 4, 5];
const WEEKEND = [0, 6];

/** When posts and mails come where nothing else is wanted. */
export const MORNING = '9:00';

/** Times of day that are words. */
export const NAMED_TIMES: ReadonlyMap<string, TimeOfDay> = new Map([
  ['noon', { hour: 12, minute: 0 }],
  ['midnight', { hour: 0, minute: 0 }],
]);

/** Parses `9`, `09:00`, `9:30am`, `5 pm`, `noon`; throws an `InputError` that shows the form. */
export function parseTime(text: string): TimeOfDay {
  const typed = text.trim().toLowerCase();
  const named = NAMED_TIMES.get(typed);
  if (named) return named;
  const [, hours, minutes = '0', half] = /^(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?$/.exec(typed) ?? [];
  const hour = (Number(hours) % (half ? 12 : 24)) + (half === 'pm' ? 12 : 0);
  const minute = Number(minutes);
  const sound = half ? Number(hours) >= 1 && Number(hours) <= 12 : Number(hours) <= 23;
  if (hours === undefined || !sound || minute > 59) {
    throw new InputError(problems.timeInvalid({ typed: text }));
  }
  return { hour, minute };
}

/** Parses `mon-fri`, `daily`, `weekdays`, `mon,wed,fri`, `sat sun`; weekdays from 0 (Sunday), sorted. */
export function parseDays(text: string): number[] {
  const typed = text.trim().toLowerCase();
  if (/^(?:daily|every ?day|all)$/.test(typed)) return EVERY_DAY;
  if (/^(?:weekdays|workdays)$/.test(typed)) return WORKDAYS;
  if (/^weekends?$/.test(typed)) return WEEKEND;
  const parts = typed.split(/[\s,]+/).filter((part) => part !== '');
  const days = parts.flatMap((part) => readRange(part) ?? [Number.NaN]);
  if (days.length === 0 || days.some(Number.isNaN)) {
    throw new InputError(problems.daysInvalid({ typed: text }));
  }
  return [...new Set(days)].toSorted((a, b) => a - b);
}

function readRange(part: string): number[] | undefined {
  const [, from = '', to = from] = /^([a-z]{3,9})(?:-([a-z]{3,9}))?$/.exec(part) ?? [];
  const first = findDayNumber(from);
  const last = findDayNumber(to);
  if (first === undefined || last === undefined) return undefined;
  const length = ((last - first + 7) % 7) + 1;
  return Array.from({ length }, (_, i) => (first + i) % 7);
}

const FULL_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function findDayNumber(name: string): number | undefined {
  const at = FULL_NAMES.findIndex((full) => name.length >= 3 && full.startsWith(name));
  return at < 0 ? undefined : at;
}

/** The cron expression for a time on weekdays. */
export function toCron({ hour, minute }: TimeOfDay, days: readonly number[]): string {
  return `${minute} ${hour} * * ${days.length === 7 ? '*' : compactDays(days)}`;
}

/** `1-5` for a run of three or more, else `1,3,5`. */
function compactDays(days: readonly number[]): string {
  const [first = 0] = days;
  const isRun = days.length > 2 && days.every((day, i) => day === first + i);
  return isRun ? `${first}-${days.at(-1)}` : days.join(',');
}

/** The time and the weekdays of a cron expression that `toCron` made, as one would type them. */
export function readCronWords(cron: string): { time: string; days: string } | undefined {
  const [, minute, hour, days] = SIMPLE_CRON.exec(cron) ?? [];
  if (minute === undefined || hour === undefined || days === undefined) return undefined;
  return {
    time: `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`,
    days: days === '*' ? 'daily' : days.replace(/\d/g, (n) => DAY_NAMES[Number(n)] ?? n),
  };
}

const MONDAY_FIRST = [1, 2, 3, 4, 5, 6, 0];

/** Every weekday by its full name, with the short one that is typed, from Monday. */
export function listWeekdays(): Array<{ readonly label: string; readonly value: string }> {
  return MONDAY_FIRST.map((day) => {
    const value = DAY_NAMES[day] ?? '';
    return { label: toFullName(value), value };
  });
}

/** Days as `parseDays` reads them, one by one from Monday: `mon-wed` is `mon, tue, wed`. */
export function expandDays(text: string): string {
  const days = parseDays(text);
  return MONDAY_FIRST.filter((day) => days.includes(day))
    .map((day) => DAY_NAMES[day])
    .join(', ');
}

/** The cron expression with another time or other days; what is not given stays, where it can be expressed in words. */
export function changeCron(
  cron: string,
  { time, days }: { time: string | undefined; days: string | undefined },
): string {
  const known = readCronWords(cron);
  return toCron(parseTime(time ?? known?.time ?? MORNING), parseDays(days ?? known?.days ?? 'mon-fri'));
}

/** A cron expression in words where it has the form that `toCron` makes: `at 09:00 from Monday to Friday`; else itself. */
export function describeCron(cron: string): string {
  const words = readCronWords(cron);
  if (!words) return texts.atCron({ cron });
  const { time } = words;
  if (words.days === 'daily') return texts.atEveryDay({ time });
  const [from = '', to] = words.days.split('-');
  if (to !== undefined) return texts.atFromTo({ time, from: toFullName(from), to: toFullName(to) });
  return texts.atDays({ time, days: formatList(from.split(',').map(toFullName)) });
}

/** `Monday` of `mon`. */
function toFullName(short: string): string {
  return texts.weekday({ day: short });
}
