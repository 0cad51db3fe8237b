import { createDayReader } from '../../core/base/calendar.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import type { PostedPaper, PublicChannel } from '../../core/store/public-channel-store.ts';
import type { Store } from '../../core/store/store.ts';

/** One day of a channel: its papers, the newest digest first. */
export interface PostedDay {
  readonly day: Day;
  readonly papers: readonly PostedPaper[];
}

export type ChannelStore = Pick<Store, 'publicChannels'>;

const DAYS_SHOWN = 7;

/** The most papers of all days but the first: with more, a page takes too long. */
const PAPERS_SHOWN = 50;

/** How many slots are read: a day has its own, and one for each post by hand. */
const MAX_SLOTS = 60;

/** In any zone a day begins at most this long before it does in UTC, and ends at most this long after. */
const ZONES_MS = 14 * 60 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** The newest days on which something was posted, newest first; `earlier` is the next one. */
export async function readNewestDays(
  { publicChannels }: ChannelStore,
  channel: PublicChannel,
): Promise<{ days: PostedDay[]; earlier?: Day }> {
  const slots = await publicChannels.listSlots(channel, { first: 'newest', limit: MAX_SLOTS });
  const byDay = [...Map.groupBy(slots, createDayReader(channel.zone))];
  // The last day may go on beyond the slots that were looked at.
  const whole = slots.length === MAX_SLOTS && byDay.length > 1 ? byDay.slice(0, -1) : byDay;
  const shown = whole.slice(0, DAYS_SHOWN);
  const posted = await publicChannels.listPosted(
    channel,
    shown.flatMap(([, ofDay]) => ofDay),
  );
  const papersBySlot = Map.groupBy(posted, ({ slot }) => slot);
  const days = takeUpTo(
    PAPERS_SHOWN,
    shown.map(([day, ofDay]) => ({ day, papers: ofDay.flatMap((slot) => papersBySlot.get(slot) ?? []) })),
  );
  const earlier = byDay[days.length]?.[0];
  return { days, ...(earlier === undefined ? {} : { earlier }) };
}

/** The first day, and those after it that have no more papers together. */
function takeUpTo(most: number, days: readonly PostedDay[]): PostedDay[] {
  let count = 0;
  return days.filter(({ papers }, i) => {
    count += papers.length;
    return i === 0 || count <= most;
  });
}

/** One day of a channel, and the days around it; nothing where nothing was posted on it. */
export async function readDay(
  { publicChannels }: ChannelStore,
  channel: PublicChannel,
  day: Day,
): Promise<(PostedDay & { earlier?: Day; later?: Day }) | undefined> {
  const toDay = createDayReader(channel.zone);
  const beginning = Date.parse(`${day}T00:00:00Z`);
  const [from, until] = [beginning - ZONES_MS, beginning + DAY_MS + ZONES_MS];
  const find = async (span: { from?: Instant; until?: Instant }, first: 'newest' | 'oldest') =>
    publicChannels.listSlots(channel, { ...span, first, limit: MAX_SLOTS });
  const before = await find({ until }, 'newest');
  const slots = before.filter((slot) => toDay(slot) === day);
  if (slots.length === 0) return undefined;
  const after = await find({ from }, 'oldest');
  const earlier = before.map(toDay).find((other) => other < day);
  const later = after.map(toDay).find((other) => other > day);
  return {
    day,
    papers: await publicChannels.listPosted(channel, slots),
    ...(earlier === undefined ? {} : { earlier }),
    ...(later === undefined ? {} : { later }),
  };
}

/** Every day on which something was posted, newest first. */
export async function readAllDays(store: ChannelStore, channel: PublicChannel): Promise<PostedDay[]> {
  const slots = await store.publicChannels.listSlots(channel, {
    first: 'newest',
    limit: Number.MAX_SAFE_INTEGER,
  });
  const posted = await store.publicChannels.listPosted(channel, slots);
  const toDay = createDayReader(channel.zone);
  return [...Map.groupBy(posted, ({ slot }) => toDay(slot))].map(([day, papers]) => ({ day, papers }));
}
