import { addDays, toUtcDay } from '../../core/base/calendar.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Digest } from '../../core/delivery/delivery.ts';
import type { Edition } from '../../core/paper/edition.ts';
import type { Store } from '../../core/store/store.ts';

/**
 * A list that was fetched this shortly before a slot is still the newest. Lists grow for a whole day: one from last night
 * says nothing about this morning.
 */
const FRESH_MS = 2 * 60 * 60_000;

/** The editions, empty ones too, that show whether the source could be asked recently. Oldest first. */
export function readRecentEditions(store: Store, now: Instant): Promise<readonly Edition[]> {
  const today = toUtcDay(now);
  return store.editions.listBetween(addDays(today, -2), today);
}

/**
 * Whether the source has answered with the newest list for a slot, so that what is chosen now is the day's digest, and nothing
 * chosen means an empty day. A list that could not be fetched is not an empty one.
 */
export function isNewestListKnown(
  recent: readonly Edition[],
  { slot, digest }: { readonly slot: Instant; readonly digest: Digest | undefined },
): boolean {
  const isFresh = ({ fetchedAt }: Edition) => fetchedAt >= slot - FRESH_MS;
  // A list is the newest one during its own day: fetched later it says nothing about the days after.
  const newest = recent.findLast(
    (edition) => isFresh(edition) && toUtcDay(edition.fetchedAt) === edition.day,
  );
  if (!newest) return false;
  if (digest?.papers.some(({ day }) => day === newest.day)) return true;
  // The newest list has nothing for this channel, as shortly after midnight: then the one before counts.
  const before = recent.find(({ day }) => day === addDays(newest.day, -1));
  return before !== undefined && (before.state !== 'filling' || isFresh(before));
}
