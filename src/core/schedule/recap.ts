import { addDays, toDayIn } from '../base/calendar.ts';
import { InputError } from '../base/errors.ts';
import type { Day, Instant } from '../base/time.ts';
import { NAMED_TIMES, parseDays, parseTime, readCronWords, toCron } from './schedule-words.ts';
import { problems, texts } from './texts.ts';

/** What a recap looks back on: the last seven days, or the month before. */
export type RecapPeriod = 'week' | 'month';

export const RECAP_PERIODS: readonly RecapPeriod[] = ['week', 'month'];

/** When a recap is posted, in the channel's zone. */
export interface ScheduledRecap {
  readonly cron: string;
  readonly nextDueAt: Instant;
}

export type Recaps = Readonly<Partial<Record<RecapPeriod, ScheduledRecap>>>;

/** The days that a recap looks back on, both included. */
export interface RecapSpan {
  readonly period: RecapPeriod;
  readonly from: Day;
  readonly to: Day;
}

const DEFAULT_TIME = { week: '16:00', month: '9:00' } as const;
const FRIDAY = 'fri';
const DAY_MS = 86_400_000;

/**
 * The cron expression of a recap as somebody typed it: `fri 16:00`, `monday`, `on`; of the month, on its first day, `9:00`, `on 9:00`
 * or `on`.
 * `undefined` for `off`; throws an `InputError` that shows the form.
 */
export function parseRecap(period: RecapPeriod, text: string): string | undefined {
  const words = text.trim().toLowerCase().split(/\s+/);
  const [first = '', ...rest] = words;
  if (words.length === 1 && (first === 'off' || first === 'none')) return undefined;
  const isOn = first === 'on';
  try {
    return period === 'week'
      ? parseWeekly(isOn ? [FRIDAY, ...rest] : words)
      : parseMonthly(isOn ? rest : words);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const typed = text.slice(0, 40);
    throw new InputError(
      period === 'week' ? problems.recapInvalid({ typed }) : problems.monthRecapInvalid({ typed }),
    );
  }
}

function parseWeekly(words: readonly string[]): string {
  const [first = '', ...rest] = words;
  const isTime = NAMED_TIMES.has(first) || (first.charAt(0) >= '0' && first.charAt(0) <= '9');
  const days = parseDays(isTime ? FRIDAY : first);
  if (days.length > 1) throw new InputError(problems.recapInvalid({ typed: first }));
  const time = (isTime ? words : rest).join(' ');
  return toCron(parseTime(time || DEFAULT_TIME.week), days);
}

function parseMonthly(words: readonly string[]): string {
  const { hour, minute } = parseTime(words.join(' ') || DEFAULT_TIME.month);
  return `${minute} ${hour} 1 * *`;
}

/** A recap as one would type it: `fri 16:00`, `09:00`, `off`. */
export function writeRecap(period: RecapPeriod, recap: Pick<ScheduledRecap, 'cron'> | undefined): string {
  if (recap === undefined) return 'off';
  const [minute = '0', hour = '0', , , weekday = '*'] = recap.cron.split(' ');
  if (period === 'month') return `${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  const words = readCronWords(`${minute} ${hour} * * ${weekday}`);
  return words ? `${words.days} ${words.time}` : recap.cron;
}

/** The days that a recap at a slot looks back on. */
export function findRecapSpan(period: RecapPeriod, slot: Instant, zone: string): RecapSpan {
  const today = toDayIn(zone, slot);
  if (period === 'week') return { period, from: addDays(today, -6), to: today };
  const to = addDays(`${today.slice(0, 7)}-01`, -1);
  return { period, from: `${to.slice(0, 7)}-01`, to };
}

/**
 * Whether a digest of this time is one that a recap looks back on: of the seven days before it, or of the month itself. A recap at 10:00
 * on the first is not about the digest of an hour before. `readDay` reads the day in the channel's zone.
 */
export function isLookedBackOn(
  { period, from, to }: RecapSpan,
  posted: Instant,
  { slot, readDay }: { readonly slot: Instant; readonly readDay: (at: Instant) => Day },
): boolean {
  if (period === 'week') return posted >= slot - 7 * DAY_MS && posted <= slot;
  const day = readDay(posted);
  return day >= from && day <= to;
}

/** A schedule in words: `every Friday at 16:00`. */
export function describeRecap(period: RecapPeriod, recap: ScheduledRecap): string {
  const typed = writeRecap(period, recap);
  const [day = '', time = day] = typed.split(' ');
  return period === 'week' ? texts.everyWeek({ day, time }) : texts.everyMonth({ time: typed });
}
