import { texts } from './texts.ts';

const CLOCK = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const DAY = new Intl.DateTimeFormat(undefined, { weekday: 'long', month: 'long', day: 'numeric' });
const NUMERIC = new Intl.DateTimeFormat(undefined, { dateStyle: 'short' });
const DAY_MS = 86_400_000;

/** Slack's way: the time alone. Both are of the reader's zone. */
export const clockTime = (at: Date): string => CLOCK.format(at);

/** The line between the messages of two days: `Today`, `Thursday, April 30`. */
export function dayLine(at: Date, now: Date): string {
  return nameDay(at, now) ?? DAY.format(at);
}

/** Discord's way: `Today at 9:00 AM`, `Yesterday at …`, and the date for what is older. */
export function longTime(at: Date, now: Date): string {
  const [day, time] = [nameDay(at, now), clockTime(at)];
  return day === undefined ? `${NUMERIC.format(at)} ${time}` : texts.dayAndTime({ day, time });
}

/** Where it has a name of its own. */
function nameDay(at: Date, now: Date): string | undefined {
  if (sameDay(at, now)) return texts.today();
  return sameDay(at, new Date(now.getTime() - DAY_MS)) ? texts.yesterday() : undefined;
}

function sameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
