import type { Instant } from '../../src/core/base/time.ts';

/** When a channel wants its digest, in the words that a person would use. */
export interface Times {
  readonly zone: string;
  readonly hour: number;
  readonly minute: number;
  /** 0 is Sunday. */
  readonly weekdays: readonly number[];
}

const DAY_MS = 86_400_000;

/**
 * Every slot in (from, to], computed from the zone's own clock without any cron library, so that the bot's schedule is
 * compared with something else. A time that a change to summer time skips falls on the first moment after the gap; one
 * that a change to winter time repeats counts once, the first time.
 */
export function listSlots({ zone, hour, minute, weekdays }: Times, from: Instant, to: Instant): Instant[] {
  const local = localTimes(zone);
  const slots: Instant[] = [];
  for (let day = startOfDay(from) - DAY_MS; day <= to + DAY_MS; day += DAY_MS) {
    if (!weekdays.includes(new Date(day).getUTCDay())) continue;
    const wanted = day + (hour * 60 + minute) * 60_000;
    const slot = findInstant(wanted, local);
    if (slot > from && slot <= to) slots.push(slot);
  }
  return slots;
}

/** The instant at which the wall shows `wanted` (as if it were UTC), or the first one after a gap that skips it. */
function findInstant(wanted: number, local: (at: Instant) => number): Instant {
  const candidates = [wanted - DAY_MS, wanted + DAY_MS].map((at) => wanted - (local(at) - at));
  const exact = candidates.filter((at) => local(at) === wanted).toSorted((a, b) => a - b)[0];
  if (exact !== undefined) return exact;
  const [early = wanted, late = wanted] = candidates.toSorted((a, b) => a - b);
  let [before, after] = [early - 60_000, late + 60_000];
  while (after - before > 1000) {
    const middle = Math.floor((before + after) / 2000) * 1000;
    if (local(middle) > wanted) after = middle;
    else before = middle;
  }
  return after;
}

/** Instant → what the zone's wall clock shows, as if that were UTC. */
function localTimes(zone: string): (at: Instant) => number {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (at) => {
    const { year, month, day, hour, minute, second } = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, value]),
    );
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  };
}

function startOfDay(at: Instant): Instant {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
