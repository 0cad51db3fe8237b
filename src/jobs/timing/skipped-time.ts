import type { Instant } from '../../core/base/time.ts';

const DAY_MS = 86_400_000;

/** A change to daylight saving time: the local clock skips from `from` to `to` (read as UTC) at the instant `at`. */
export interface SkippedTime {
  readonly at: Instant;
  readonly from: number;
  readonly to: number;
}

/**
 * The times that a wall clock skips between two instants. At most one change is expected within a day;
 * a yearly schedule is searched day by day.
 */
export function* listSkippedTimes(wall: WallClock, after: Instant, until: Instant): Generator<SkippedTime> {
  const computeOffset = (at: Instant) => wall(at) - at;
  for (let from = after; from < until; from += DAY_MS) {
    const to = Math.min(from + DAY_MS, until);
    if (computeOffset(to) <= computeOffset(from)) continue;
    const at = findFirst(from, to, (instant) => computeOffset(instant) > computeOffset(from));
    yield { at, from: at + computeOffset(from), to: wall(at) };
  }
}

/** The earliest instant in (from, to], to the second, for which `holds`; it must be false for `from` and true for `to`. */
function findFirst(from: Instant, to: Instant, holds: (at: Instant) => boolean): Instant {
  let below = Math.floor(from / 1000);
  let above = Math.floor(to / 1000);
  while (above - below > 1) {
    const middle = Math.floor((below + above) / 2);
    if (holds(middle * 1000)) above = middle;
    else below = middle;
  }
  return above * 1000;
}

/** The local time of a zone, to the second, as if it were UTC. */
export type WallClock = (at: Instant) => number;

/** To make one takes as long as to find the next slot of a schedule. */
export function createWallClock(zone: string): WallClock {
  const digits = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...digits, ...time });
  return (at) => Date.parse(`${format.format(at).replace(' ', 'T')}Z`);
}
