import type { ChannelId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { PublicChannel } from '../../core/store/public-channel-store.ts';
import type { Store } from '../../core/store/store.ts';
import type { Candidates } from './prepare.ts';

const DAY_MS = 24 * 60 * 60_000;
/** No candidate is older: see `editions` of `toMailWish`. */
const POSTED_WITHIN_MS = 30 * DAY_MS;
/** A channel posts once a day, and now and then by hand. */
const MAX_SLOTS = 120;

/**
 * The candidates that were posted in the public channel of a subscription; all of them for any other subscription. A new reader gets
 * what was posted since the day before.
 */
export async function listPostedCandidates<Among extends Pick<Candidates, 'editions'>>(
  store: Store,
  candidates: Among,
  { postedIn, createdAt }: Pick<Subscription, 'postedIn' | 'createdAt'>,
  now: Instant,
): Promise<Among> {
  if (postedIn === undefined) return candidates;
  const channel = await findPublicChannel(store, postedIn);
  const from = Math.max(createdAt - DAY_MS, now - POSTED_WITHIN_MS);
  const slots = channel
    ? await store.publicChannels.listSlots(channel, { from, first: 'newest', limit: MAX_SLOTS })
    : [];
  const posted = channel ? await store.publicChannels.listPosted(channel, slots) : [];
  const ids = new Set(posted.map(({ paperId }) => paperId));
  const editions = candidates.editions.map((edition) => ({
    ...edition,
    paperIds: edition.paperIds.filter((id) => ids.has(id)),
  }));
  return { ...candidates, editions };
}

/** Whether a channel has chosen a public page. While it is paused it still has, though nobody can read it. */
export async function hasPublicPage({ subscriptions }: Store, channel: ChannelId): Promise<boolean> {
  return (await subscriptions.find(channel))?.publicName !== undefined;
}

/** Nothing while it is paused: then nobody may read it. */
async function findPublicChannel(store: Store, id: ChannelId): Promise<PublicChannel | undefined> {
  const name = (await store.subscriptions.find(id))?.publicName;
  const channel = name === undefined ? undefined : await store.publicChannels.find(name);
  return channel?.channel === id ? channel : undefined;
}
