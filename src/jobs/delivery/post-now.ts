import type { Clock } from '../../core/base/clock.ts';
import type { ChannelId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import { createRecentActions, DOUBLE_PRESS_MS } from '../../core/command/recent-actions.ts';
import type { CategoriesTrouble, PostNowOutcome } from '../../core/command/services.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import { asksForCategories } from '../../core/digest/topic-filter.ts';
import type { Reason } from '../../core/reason/reason.ts';
import type { Store } from '../../core/store/store.ts';
import { isNewestListKnown, readRecentEditions } from '../composing/newest-list.ts';
import { chooseFor } from '../composing/prepare.ts';
import type { Deliver } from './deliver.ts';

export interface PostNowDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliver: Deliver;
  /** While arXiv does not give categories. */
  readonly categoriesTrouble?: () => CategoriesTrouble | undefined;
}

/** Among so many of a channel's newest deliveries one under way is looked for. */
const LOOKED_BACK = 10;

/**
 * Makes a digest due at once; the delivery itself goes on in the background. A second press within a minute does nothing,
 * whoever presses: it would post what the first one left over. The presses of this process are told apart before anything
 * is awaited; those of another process, and what was due by itself, are read from the ledger.
 */
export function createPostNow({
  store,
  clock,
  deliver,
  log,
  categoriesTrouble = () => undefined,
}: PostNowDeps) {
  const recent = createRecentActions(clock);

  async function begin(channel: ChannelId, now: Instant): Promise<PostNowOutcome> {
    const subscription = await store.subscriptions.get(channel);
    if (!subscription) return nothing({ code: 'not-subscribed', values: {} });
    const { paused } = subscription;
    if (paused) return nothing({ code: 'channel-paused', values: { pause: paused.reason } });
    const known = whatWasDone(await store.deliveries.recent(channel, LOOKED_BACK), now);
    if (known) return known;
    const chosen = await chooseFor(store, subscription, now);
    const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
    if (!isNewestListKnown(await readRecentEditions(store, now), { slot: now, digest }))
      return nothing({ code: 'newest-unknown', values: {} });
    if (chosen.kind === 'nothing') {
      const categories = asksForCategories(subscription) ? categoriesTrouble() : undefined;
      return { ...nothing(chosen.reason), ...(categories ? { categories } : {}) };
    }
    await store.deliveries.enqueue({ channel, slot: now }, now);
    void deliver.run().catch((err: unknown) => log.error({ err, channel }, 'a post on demand failed'));
    return { kind: 'posting' };
  }

  return async (channel: ChannelId): Promise<PostNowOutcome> => {
    const before = recent.take(channel);
    if (before !== undefined) return { kind: 'just-posted', at: before };
    let outcome: PostNowOutcome | undefined;
    try {
      outcome = await begin(channel, clock.now());
      return outcome;
    } finally {
      if (outcome?.kind !== 'posting') recent.release(channel);
    }
  };
}

function nothing(reason: Reason): PostNowOutcome {
  return { kind: 'nothing', reason };
}

function whatWasDone(recent: readonly Delivery[], now: Instant): PostNowOutcome | undefined {
  const open = recent.find(({ state }) => state === 'due' || state === 'claimed' || state === 'sending');
  if (open) return { kind: 'under-way', since: open.slot };
  const at = justPostedAt(recent, now);
  return at === undefined ? undefined : { kind: 'just-posted', at };
}

/** When a digest was posted, where that is less than a minute ago. */
export function justPostedAt(recent: readonly Delivery[], now: Instant): Instant | undefined {
  return recent.find(({ state, updatedAt }) => state === 'sent' && now - updatedAt < DOUBLE_PRESS_MS)
    ?.updatedAt;
}
