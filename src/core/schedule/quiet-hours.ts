import { InputError } from '../base/errors.ts';
import type { Instant } from '../base/time.ts';
import { parseTime } from './schedule-words.ts';
import { problems } from './texts.ts';

/** When nothing is sent, in minutes after midnight; from = until is never. */
export interface QuietHours {
  readonly from: number;
  readonly until: number;
}

export const NEVER_QUIET: QuietHours = { from: 0, until: 0 };

/** From 22:00 to 07:00. */
export const DEFAULT_QUIET: QuietHours = { from: 22 * 60, until: 7 * 60 };

/** Parses `22-7`, `22:30-6:30`, `10pm-7am` and `none`; throws an `InputError` that shows the form. */
export function parseQuiet(text: string): QuietHours {
  const typed = text.trim();
  if (/^(?:none|never|off|no)$/i.test(typed)) return NEVER_QUIET;
  const ends = typed.split(/(?:(?<!\s)\s+)?[-–]\s*|(?<!\s)\s+to\s+/);
  if (ends.length !== 2) throw createUnreadableError(text);
  const [from = 0, until = 0] = ends.map((end) => parseMinute(end, text));
  return { from, until };
}

/** `22:00–07:00`, or `none`. */
export function describeQuiet({ from, until }: QuietHours): string {
  return from === until ? 'none' : `${formatMinute(from)}–${formatMinute(until)}`;
}

/** Whether `now` is in quiet hours. A time that the person asked for (`wanted`) never is. */
export function isQuiet(
  { from, until }: QuietHours,
  { wanted, now, zone }: { readonly wanted: Instant; readonly now: Instant; readonly zone: string },
): boolean {
  const isWithin = (minute: number) =>
    from <= until ? minute >= from && minute < until : minute >= from || minute < until;
  return isWithin(findMinute(now, zone)) && !isWithin(findMinute(wanted, zone));
}

function parseMinute(end: string, whole: string): number {
  try {
    const { hour, minute } = parseTime(end);
    return hour * 60 + minute;
  } catch (error) {
    throw error instanceof InputError ? createUnreadableError(whole) : error;
  }
}

function createUnreadableError(text: string): InputError {
  return new InputError(problems.quietInvalid({ typed: text.slice(0, 40) }));
}

function findMinute(at: Instant, zone: string): number {
  const parts = { timeZone: zone, hour: 'numeric', minute: 'numeric', hourCycle: 'h23' } as const;
  const [hour = 0, minute = 0] = new Intl.DateTimeFormat('en', parts).format(at).split(':').map(Number);
  return hour * 60 + minute;
}

function formatMinute(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((n) => String(n).padStart(2, '0')).join(':');
}
