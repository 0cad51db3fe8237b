import { Cron } from 'croner';
import { InputError } from '../../core/base/errors.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { problems } from './next-due-texts.ts';
import { createWallClock, listSkippedTimes } from './skipped-time.ts';

/**
 * The first slot of a cron expression after `after` (exclusive), read in an IANA zone. A time that a change to daylight saving
 * time skips moves to the first moment after the gap; one that the change back repeats counts once.
 * Throws an `InputError` for an expression or a zone that does not exist, or that never occurs.
 */
export function findNextDue(schedule: Pick<Subscription, 'cron' | 'zone'>, after: Instant): Instant {
  return readSchedule(schedule)(after);
}

/** The same for a schedule whose slots are gone through. */
function readSchedule({ cron, zone }: Pick<Subscription, 'cron' | 'zone'>): (after: Instant) => Instant {
  const job = parse(cron, zone);
  const wall = createWallClock(zone);
  return (after) => {
    const next = job.nextRun(new Date(after))?.getTime();
    if (next === undefined) {
      throw new InputError(problems.scheduleNever({ cron }));
    }
    // croner moves on to the next day where the gap reaches midnight (Scoresbysund, 23:00 to 00:00): check each gap.
    for (const { at, from, to } of listSkippedTimes(wall, after, next)) {
      const skipped = new Cron(cron, { timezone: 'UTC', paused: true }).nextRun(new Date(from - 1000));
      if (at > after && skipped && skipped.getTime() < to) return at;
    }
    return next;
  };
}

/** How far back missed slots are searched for: a schedule of every minute has 14,400 of them in ten days. */
const LOOK_BACK_MS = 10 * 86_400_000;

/**
 * The slots from `first` (itself one) up to `upTo`, oldest first: the latest `limit` of them, none older than ten days
 * unless it is the only one; and `next`, the first one after `upTo`.
 */
export function listMissedSlots(
  schedule: Pick<Subscription, 'cron' | 'zone'>,
  first: Instant,
  upTo: Instant,
  limit: number,
): { readonly slots: readonly Instant[]; readonly next: Instant } {
  const findNext = readSchedule(schedule);
  let next = upTo - first > LOOK_BACK_MS ? findNext(upTo - LOOK_BACK_MS) : first;
  const slots: Instant[] = [];
  for (; next <= upTo; next = findNext(next)) {
    slots.push(next);
    if (slots.length > limit) slots.shift();
  }
  return { slots: slots.length > 0 ? slots : [first].filter((slot) => slot <= upTo), next };
}

function parse(cron: string, zone: string): Cron {
  if (!/^\S+( \S+){4}$/.test(cron)) {
    throw new InputError(problems.scheduleInvalid({ cron, fields: 'five' }));
  }
  try {
    const job = new Cron(cron, { timezone: zone, paused: true });
    job.nextRun(new Date(0));
    return job;
  } catch (cause) {
    throw new InputError(
      isZone(zone) ? problems.scheduleInvalid({ cron, fields: 'any' }) : problems.zoneUnknown({ zone }),
      { cause },
    );
  }
}

/** Whether `zone` is an IANA time zone that this machine knows. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
