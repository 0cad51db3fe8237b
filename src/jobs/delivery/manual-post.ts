import type { ChannelId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Day, Instant } from '../../core/base/time.ts';
import { DOUBLE_PRESS_MS } from '../../core/command/recent-actions.ts';
import type { CategoriesTrouble, ListsTrouble, PostNowOutcome } from '../../core/command/services.ts';
import type { Delivery, Digest } from '../../core/delivery/delivery.ts';
import type { DigestOutcome } from '../../core/digest/digest.ts';
import { asksForCategories } from '../../core/digest/topic-filter.ts';
import type { PaperId } from '../../core/paper/paper.ts';
import type { Reason } from '../../core/reason/reason.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../core/schedule/subscription.ts';
import { withChoiceOfOther } from '../composing/choice-of-other.ts';
import { listFollowedCandidates } from '../composing/followed-candidates.ts';
import { isNewestListKnown } from '../composing/newest-list.ts';
import { type ChooseDeps, chooseAmong, listCandidates } from '../composing/prepare.ts';

export interface ManualPostDeps extends ChooseDeps {
  readonly log: Log;
  /** The source of lists, as people know it. */
  readonly sourceName: string;
  /** While a source does not return categories. */
  readonly findCategoriesTrouble?: (() => CategoriesTrouble | undefined) | undefined;
  /** Fetches missing lists. Without it they are left to the refresh job, which has them within minutes. */
  readonly lists?: {
    /** Resolves with what went wrong, if anything did. */
    fetchNewest(): Promise<readonly ListsTrouble[] | undefined>;
    fetchDay(day: Day): Promise<unknown>;
  };
}

export interface ManualPostRequest {
  readonly channel: ChannelId;
  readonly now: Instant;
  /** The one edition to post, whether the channel was shown it before or not. */
  readonly day?: Day | undefined;
  /** An operator may post to a channel that is not subscribed, with the default settings. */
  readonly acceptsUnsubscribed?: boolean;
  /** Nothing will be posted: the caller only wants to know what would be. */
  readonly isDry?: boolean;
}

export type ManualPostDecision =
  | { readonly kind: 'post'; readonly digest: Digest; readonly subscription: Subscription }
  | (Exclude<PostNowOutcome, { kind: 'posting' }> & {
      /** Why the lists could not be fetched. */
      readonly lists?: readonly ListsTrouble[] | undefined;
    });

/** How many of a channel's newest deliveries are searched for one in progress. */
const LOOKED_BACK = 10;

/** Decides whether a channel gets a digest that a person asks for now, and which: the same rule for every way of asking. */
export async function decideManualPost(
  deps: ManualPostDeps,
  request: ManualPostRequest,
): Promise<ManualPostDecision> {
  const { store } = deps;
  const { channel, now, day, acceptsUnsubscribed = false, isDry = false } = request;
  const subscribed = await store.subscriptions.find(channel);
  if (!subscribed && !acceptsUnsubscribed) return refuseWith({ code: 'not-subscribed', values: {} });
  const own = subscribed ?? { ...DEFAULT_SUBSCRIPTION, channel, createdAt: now, nextDueAt: now };
  const subscription = await withChoiceOfOther(store, own);
  if (!isDry) {
    const { paused } = subscription;
    if (paused) return refuseWith({ code: 'channel-paused', values: { pause: paused.reason } });
    const other = findOther(await store.deliveries.listRecent(channel, LOOKED_BACK, 'digest'), request);
    if (other) return other;
  }
  if (day !== undefined) return chooseOfDay(deps, subscription, now, day);
  return chooseNewest(deps, subscription, now);
}

/** Whether a delivery is still to be carried out, or in progress. */
export function isOpen(state: Delivery['state']): boolean {
  return state === 'due' || state === 'claimed' || state === 'sending';
}

/** A digest that this one would duplicate: it is in progress, or was posted a moment ago. */
function findOther(
  recent: readonly Delivery[],
  { day, now }: ManualPostRequest,
): ManualPostDecision | undefined {
  const open = recent.find(({ state }) => isOpen(state));
  if (open) return { kind: 'under-way', since: open.slot };
  // For what is new, a second request would post what the first one left over. A named day is always meant.
  if (day !== undefined) return undefined;
  const isJustPosted = ({ state, updatedAt }: Delivery) =>
    state === 'sent' && now - updatedAt < DOUBLE_PRESS_MS;
  const posted = recent.find(isJustPosted);
  return posted && { kind: 'just-posted', at: posted.updatedAt };
}

async function chooseOfDay(
  { lists, ...deps }: ManualPostDeps,
  subscription: Subscription,
  now: Instant,
  day: Day,
): Promise<ManualPostDecision> {
  if (!(await deps.store.editions.find(day))) await lists?.fetchDay(day);
  const { chosen } = await choose(deps, subscription, now, day);
  return toDecision(chosen, subscription);
}

/** A list that could not be fetched is not an empty one: without the newest list nothing is posted. */
async function chooseNewest(
  { lists, findCategoriesTrouble, sourceName: source, ...deps }: ManualPostDeps,
  subscription: Subscription,
  now: Instant,
): Promise<ManualPostDecision> {
  let newest = await readNewest(deps, subscription, now);
  let trouble: readonly ListsTrouble[] | undefined;
  if (!newest.isKnown && lists) {
    trouble = await lists.fetchNewest();
    newest = await readNewest(deps, subscription, now);
  }
  if (!newest.isKnown)
    return { ...refuseWith({ code: 'newest-unknown', values: { source } }), lists: trouble };
  const decision = toDecision(newest.chosen, subscription);
  if (decision.kind !== 'nothing' || !asksForCategories(subscription)) return decision;
  const categories = findCategoriesTrouble?.();
  return categories ? { ...decision, categories } : decision;
}

/** What is chosen with, and where a follow that cannot be parsed is logged. */
type LoggingDeps = ChooseDeps & Pick<ManualPostDeps, 'log'>;

async function readNewest(deps: LoggingDeps, subscription: Subscription, now: Instant) {
  const { chosen, recent } = await choose(deps, subscription, now);
  const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
  return { chosen, isKnown: isNewestListKnown(recent, { slot: now, digest }) };
}

/** Chooses as a scheduled delivery does; of a named day, whatever the channel was shown of it. */
async function choose(deps: LoggingDeps, subscription: Subscription, now: Instant, day?: Day) {
  const all = await listCandidates(deps, subscription, now, day);
  const candidates = await listFollowedCandidates(deps, all, subscription);
  const isOfDay = day !== undefined;
  const shown = isOfDay ? new Set<PaperId>() : await deps.store.posts.listShownPapers(subscription.channel);
  const chosen = await chooseAmong(deps, candidates, { subscription, shown, now, isOfDay });
  return { chosen, recent: all.recent };
}

function toDecision(chosen: DigestOutcome, subscription: Subscription): ManualPostDecision {
  if (chosen.kind === 'nothing') return refuseWith(chosen.reason);
  return { kind: 'post', digest: chosen.digest, subscription };
}

function refuseWith(reason: Reason) {
  return { kind: 'nothing', reason } as const;
}
