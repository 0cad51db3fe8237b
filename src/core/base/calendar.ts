import type { Day, Instant } from './time.ts';

/** A span of days, both ends included. */
export interface Span {
  readonly from: Day;
  readonly to: Day;
}

/** The UTC day of an instant. */
export function toUtcDay(now: Instant): Day {
  return new Date(now).toISOString().slice(0, 10);
}

/** The day of an instant in an IANA zone. */
export function toDayIn(zone: string, now: Instant): Day {
  return createDayReader(zone)(now);
}

/** The same for many instants: to make a format takes longer than to use it. */
export function createDayReader(zone: string): (now: Instant) => Day {
  const parts = { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const format = new Intl.DateTimeFormat('en-CA', parts);
  return (now) => {
    const fields = new Map(format.formatToParts(now).map(({ type, value }) => [type, value]));
    return `${fields.get('year')}-${fields.get('month')}-${fields.get('day')}`;
  };
}

/** The day `n` days after (before, if negative) `day`. */
export function addDays(day: Day, n: number): Day {
  return toUtcDay(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000);
}

/** Whether `text` is a real calendar day in the form `YYYY-MM-DD`. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && toUtcDay(at) === text;
}

/** The ISO week `YYYY-Www` of a day. */
export function toWeek(day: Day): string {
  const thursday = addDays(toMonday(day), 3);
  const year = thursday.slice(0, 4);
  const firstMonday = toMonday(`${year}-01-04`);
  const week = Math.round((Date.parse(toMonday(day)) - Date.parse(firstMonday)) / 604_800_000) + 1;
  return `${year}-W${String(week).padStart(2, '0')}`;
}

/** Monday to Sunday of an ISO week; `undefined` for a week that the year does not have. */
export function toWeekSpan(week: string): Span | undefined {
  const [, year, number] = /^(\d{4})-?w(\d{1,2})$/i.exec(week) ?? [];
  if (year === undefined || number === undefined) return undefined;
  const from = addDays(toMonday(`${year}-01-04`), (Number(number) - 1) * 7);
  const name = `${year}-W${number.padStart(2, '0')}`;
  return toWeek(from) === name ? { from, to: addDays(from, 6) } : undefined;
}

/** The days of a month `YYYY-MM`. */
export function toMonthSpan(month: string): Span | undefined {
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(month)) return undefined;
  const from = `${month}-01`;
  const next = addDays(from, 31).slice(0, 7);
  return { from, to: addDays(`${next}-01`, -1) };
}

function toMonday(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, -((weekday + 6) % 7));
}
