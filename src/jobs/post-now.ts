import type { Clock } from '../core/base/clock.ts';
import type { ChannelId } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import { commandSpan, words } from '../core/base/text.ts';
import type { Instant } from '../core/base/time.ts';
import { createRecentActions, DOUBLE_PRESS_MS } from '../core/command/recent-actions.ts';
import type { CategoriesTrouble, PostNowOutcome } from '../core/command/services.ts';
import type { Delivery } from '../core/delivery/delivery.ts';
import { asksForCategories } from '../core/digest/topic-filter.ts';
import type { Store } from '../core/store/store.ts';
import type { Deliver } from './deliver.ts';
import { isNewestListKnown, readRecentEditions } from './newest-list.ts';
import { chooseFor } from './prepare.ts';

export interface PostNowDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliver: Deliver;
  /** While arXiv does not give categories. */
  readonly categoriesTrouble?: () => CategoriesTrouble | undefined;
}

const SOURCE_AWAY = words`Hugging Face could not be reached lately, so nobody knows which papers are new. ${commandSpan('status')} tells more.`;

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
    if (!subscription) return { kind: 'nothing', why: 'This channel is not subscribed.' };
    if (subscription.paused) {
      const why = words`This channel is paused (${subscription.paused.reason}); ${commandSpan('resume')} goes on.`;
      return { kind: 'nothing', why };
    }
    const known = whatWasDone(await store.deliveries.recent(channel, LOOKED_BACK), now);
    if (known) return known;
    const chosen = await chooseFor(store, subscription, now);
    const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
    if (!isNewestListKnown(await readRecentEditions(store, now), { slot: now, digest }))
      return { kind: 'nothing', why: SOURCE_AWAY };
    if (chosen.kind === 'nothing') {
      const trouble = asksForCategories(subscription) ? categoriesTrouble() : undefined;
      return { kind: 'nothing', why: trouble ? `${chosen.text} ${withoutCategories(trouble)}` : chosen.text };
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

function withoutCategories({ papers, reason }: CategoriesTrouble): string {
  return `arXiv has not given the categories of ${papers} recent ${papers === 1 ? 'paper' : 'papers'} yet (${reason.replace(/\.$/, '')}), so topics that are categories let none of them through.`;
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
