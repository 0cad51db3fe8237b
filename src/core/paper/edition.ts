import type { Day, Instant } from '../base/time.ts';
import type { PaperId } from './paper.ts';

/**
 * The list of one Hugging Face day. *Filling* while papers may still come, *closed* after about 21:30 US Eastern of
 * the day, *empty* when it closed without a paper (weekends, holidays).
 */
export interface Edition {
  readonly day: Day;
  readonly state: 'filling' | 'closed' | 'empty';
  /** Best first, as the source sorted them. */
  readonly paperIds: readonly PaperId[];
  readonly fetchedAt: Instant;
}

/** US Eastern clock time at which a day's list stops growing, in minutes after midnight (21:30). */
export const CLOSING_MINUTE = 21 * 60 + 30;

const EASTERN = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** The state of a list of `count` papers for `day`, seen at `now`. */
export function toEditionState(day: Day, count: number, now: Instant): Edition['state'] {
  const parts = Object.fromEntries(EASTERN.formatToParts(now).map(({ type, value }) => [type, value]));
  const today = `${parts.year}-${parts.month}-${parts.day}`;
  const minute = Number(parts.hour) * 60 + Number(parts.minute);
  const closed = today > day || (today === day && minute >= CLOSING_MINUTE);
  if (!closed) return 'filling';
  return count === 0 ? 'empty' : 'closed';
}

/** The UTC day of an instant: Hugging Face's "today". */
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
