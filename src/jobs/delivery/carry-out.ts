import { toUtcDay } from '../../core/base/calendar.ts';
import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError } from '../../core/base/errors.ts';
import { type PlatformName, parsePlatform } from '../../core/base/ids.ts';
import { speakEnglish } from '../../core/base/language.ts';
import { type Languages, ONLY_ENGLISH } from '../../core/base/languages.ts';
import type { Log } from '../../core/base/log.ts';
import { flattenText } from '../../core/base/text.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Delivery, DeliveryKey, Digest, Post, SentPost } from '../../core/delivery/delivery.ts';
import { wordThreadTitle } from '../../core/message/overview.ts';
import type { ArtifactLookup } from '../../core/paper/find-paper.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { withOnlyLayout } from '../../core/platform/with-only-layout.ts';
import { reasons } from '../../core/reason/texts.ts';
import { wordReason } from '../../core/reason/word-reason.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../../core/schedule/subscription.ts';
import type { PaperVectors } from '../../core/search/search.ts';
import type { Store } from '../../core/store/store.ts';
import type { Summarizer } from '../../core/summary/summary.ts';
import { withChoiceOfOther } from '../composing/choice-of-other.ts';
import { composeNow } from '../composing/compose-now.ts';
import { listFollowedCandidates } from '../composing/followed-candidates.ts';
import { isNewestListKnown } from '../composing/newest-list.ts';
import { planDigest } from '../composing/plan-digest.ts';
import { hasPublicPage, listPostedCandidates } from '../composing/posted-candidates.ts';
import { chooseAmong, findLatenessReason } from '../composing/prepare.ts';
import type { RecapDeps } from '../composing/recap.ts';
import type { RecentCandidates } from '../composing/recent-candidates.ts';
import type { Failure, Outcome } from './delivery-outcome.ts';
import { holdLease, type Lease } from './lease.ts';
import {
  endMailbox,
  type NoDigestInput,
  sayEmptyDay,
  saySourceUnavailable,
  withdrawNotice,
} from './no-digest.ts';
import { notifyOwner } from './notify-owner.ts';
import { planRecap } from './plan-recap.ts';
import { decideRetry } from './retry-policy.ts';
import { sendAlert } from './send-alert.ts';
import { type SendPostsInput, sendPosts, settleUnknown, toLeftOutReason } from './send-posts.ts';
import { waitForSource } from './source-unavailable.ts';

export interface CarryOutDeps {
  readonly store: Store;
  /** Missing: public signals alone decide what is chosen. */
  readonly vectors?: PaperVectors | undefined;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly findCardSummary: Summarizer['findCardSummary'];
  readonly clock: Clock;
  readonly log: Log;
  /** Missing: every channel gets English. */
  readonly languages?: Languages | undefined;
  /** Identifies this process among those that share the store. */
  readonly owner: string;
  /**
   * A slot older than this, in milliseconds, is skipped; a delivery that keeps failing, or waits for the source, fails
   * after it.
   */
  readonly maxLatenessMs: number;
  /** The source of lists, as people know it. */
  readonly sourceName: string;
  readonly recount?: RecapDeps['recount'];
  /** Has what lists do not say of these papers saved before posts of them are composed; soon, and never rejects. */
  readonly fetchAhead?: ArtifactLookup['fetchAhead'];
  /** Counts reactions that came before a post was recorded; `found` when an earlier process had sent it. */
  readonly onPosted?: SendPostsInput['onPosted'];
  /** Called for a delivery that will be tried again, with the time. */
  readonly onPostponed?: (runAt: Instant) => void;
  /** Called where it is not known, and cannot be found out, whether a digest was posted there. */
  readonly onUnknownOutcome?: (platform: PlatformName) => void;
  readonly candidates: RecentCandidates;
  readonly isStopping: () => boolean;
}

/** Carries out one claimed delivery and settles it. Resolves with its outcome; `undefined` when the process stops. */
export async function carryOut(deps: CarryOutDeps, delivery: Delivery): Promise<Outcome | undefined> {
  const { clock, log } = deps;
  const { channel, slot } = delivery;
  const facts = { channel, slot: new Date(slot).toISOString(), attempt: delivery.attempts + 1 };
  const lease = holdLease(delivery, deps);
  try {
    const outcome = await attempt(deps, delivery, lease);
    if (outcome) await settle(deps, delivery, outcome);
    const entry = { ...facts, ...toLoggable(deps, outcome) };
    if (outcome?.state === 'unknown')
      log.warn(entry, 'the outcome of a post is unknown, and cannot be looked up');
    else log.info(entry, 'delivery attempted');
    if (outcome) await notifyOwner(deps, delivery, outcome);
    return outcome;
  } catch (err) {
    const failure = decideRetry(err, delivery, clock.now(), deps.maxLatenessMs);
    const outcome = await withUnknownPosts(deps, delivery, failure);
    log.warn({ ...facts, ...toLoggable(deps, outcome), err }, 'delivery failed');
    await settle(deps, delivery, outcome);
    if (outcome.pause && delivery.kind !== 'alert') await pause(deps, delivery, outcome);
    await notifyOwner(deps, delivery, outcome);
    return outcome;
  } finally {
    lease.end();
  }
}

/** `undefined` when the process stops in the middle: the lease runs out and the next start continues. */
async function attempt(deps: CarryOutDeps, delivery: Delivery, lease: Lease): Promise<Outcome | undefined> {
  const { store } = deps;
  if (delivery.kind === 'alert')
    return sendAlert(sendInput(deps, delivery, findPlatform(deps, delivery), lease));
  const saved =
    (await store.subscriptions.find(delivery.channel)) ?? buildSubscriptionForManualPost(delivery);
  const subscription = saved && (await withChoiceOfOther(store, saved));
  if (!subscription) return { state: 'skipped', reason: { code: 'not-subscribed', values: {} } };
  if (subscription.paused && !delivery.digest) {
    const reason = { code: 'channel-paused', values: { pause: subscription.paused.reason } } as const;
    return { state: 'skipped', reason };
  }
  const { languages = ONLY_ENGLISH } = deps;
  return languages.speak(subscription.language, () => attemptFor(deps, delivery, subscription, lease));
}

/** Everything that is said and drawn here is in the channel's language. */
async function attemptFor(
  deps: CarryOutDeps,
  delivery: Delivery,
  saved: Subscription,
  lease: Lease,
): Promise<Outcome | undefined> {
  const { store, clock } = deps;
  const late = findLatenessReason(delivery, saved, deps.maxLatenessMs, clock.now());
  if (late) return { state: 'skipped', reason: late };
  const platform = findPlatform(deps, delivery);
  const subscription = withOnlyLayout(saved, platform);
  const digest = delivery.digest ?? (await chooseOnce(deps, delivery, { subscription, platform, lease }));
  if (!digest || !('papers' in digest)) return digest;
  const sent = await sendPosts({
    ...sendInput(deps, delivery, platform, lease),
    compose: (post) => composeNow(deps, post, digest, subscription),
    threadTitle: wordThreadTitle(digest, subscription.language),
    isQuiet: subscription.isQuiet,
    async onPosted(post, sent, found) {
      await publish(deps, subscription, platform, { post, sent });
      await deps.onPosted?.(post, sent, found);
    },
  });
  if (sent.kind === 'stopped') return undefined;
  if (sent.kind === 'all') return { state: 'sent', ...toLeftOutReason(sent.leftOut, platform.name) };
  return settleUnknown({ store, clock, platform }, sent);
}

/**
 * Publishes what is in the channel itself. A post that cannot be published stays where it is, and one that the process died before
 * publishing stays unpublished, too.
 */
async function publish(
  { log }: CarryOutDeps,
  { isCrossposted }: Subscription,
  { publisher }: Platform,
  { post, sent }: { readonly post: Post; readonly sent: SentPost },
): Promise<void> {
  if (!isCrossposted || post.inThread) return;
  await publisher
    ?.publish(sent)
    .catch((err: unknown) => log.warn({ post: post.id, err }, 'a post could not be published to followers'));
}

/** A channel that is not subscribed gets what was chosen for it on the command line, with the default settings. */
function buildSubscriptionForManualPost({ channel, slot, digest }: Delivery): Subscription | undefined {
  return digest && { ...DEFAULT_SUBSCRIPTION, channel, nextDueAt: slot, createdAt: slot };
}

function findPlatform({ platforms }: CarryOutDeps, { channel }: DeliveryKey): Platform {
  const name = parsePlatform(channel);
  const platform = platforms.get(name);
  if (platform) return platform;
  throw new DeliveryError('unauthorized', reasons.platformOff({ platform: name }));
}

function sendInput(
  { store, clock, log, isStopping }: CarryOutDeps,
  delivery: Delivery,
  platform: Platform,
  { renew }: Lease,
) {
  return { delivery, platform, store, clock, log, renew, isStopping };
}

interface Choice {
  readonly subscription: Subscription;
  readonly platform: Platform;
  readonly lease: Lease;
}

/** Chooses the digest and plans its posts; or resolves with the outcome of the delivery without a digest. */
async function chooseOnce(
  deps: CarryOutDeps,
  delivery: Delivery,
  { subscription, platform, lease }: Choice,
): Promise<Digest | Outcome | undefined> {
  const { store, clock, candidates, maxLatenessMs, sourceName } = deps;
  const now = clock.now();
  const toSend = sendInput(deps, delivery, platform, lease);
  const input: NoDigestInput = { ...toSend, subscription, now, sourceName };
  const { postedIn } = subscription;
  if (postedIn !== undefined && !(await hasPublicPage(store, postedIn))) return endMailbox(input);
  if (delivery.kind === 'week' || delivery.kind === 'month')
    return planRecap(deps, delivery, delivery.kind, input);
  const recent = await candidates.for(subscription, now);
  const followed = await listFollowedCandidates(deps, recent, subscription);
  const among = await listPostedCandidates(store, followed, subscription, now);
  const shown = await store.posts.listShownPapers(subscription.channel);
  const chosen = await chooseAmong(deps, among, { subscription, shown, now });
  const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
  if (!isNewestListKnown(among.recent, { slot: delivery.slot, digest })) {
    const wait = waitForSource(delivery, { now, maxLatenessMs, sourceName });
    if (wait) return wait;
    // The day's own list, as fetched before the source failed, is the day's digest; an older list is not.
    if (!digest?.papers.some(({ day }) => day === toUtcDay(now))) return saySourceUnavailable(input);
  }
  if (chosen.kind === 'nothing') return sayEmptyDay(input, chosen.reason);
  await withdrawNotice(store, delivery, now);
  await deps.fetchAhead?.(chosen.digest.papers.map(({ paperId }) => paperId));
  await planDigest(store, delivery, chosen.digest, { layout: subscription.layout, now });
  return chosen.digest;
}

/** Given up while a post may have been sent, and could not be looked up: its outcome is unknown, whatever failed last. */
async function withUnknownPosts(
  { store, clock }: CarryOutDeps,
  delivery: Delivery,
  outcome: Failure,
): Promise<Failure> {
  const isGivenUp = outcome.state === 'failed' || outcome.state === 'unknown';
  if (!isGivenUp || outcome.pause) return outcome;
  const unknown = (await store.posts.listOfDelivery(delivery)).filter(({ state }) => state === 'sending');
  for (const { id } of unknown) await store.posts.mark(id, 'unknown', clock.now());
  if (unknown.length === 0) return outcome;
  const reason = { code: 'unknown-outcome', values: { because: outcome.reason } } as const;
  return { ...outcome, state: 'unknown', reason };
}

async function settle(deps: CarryOutDeps, delivery: Delivery, outcome: Outcome): Promise<void> {
  const { pause: _, ...settled } = outcome;
  const attempts = delivery.attempts + (outcome.waitingSince === undefined ? 1 : 0);
  await deps.store.deliveries.settle(delivery, { ...settled, attempts }, deps.clock.now(), deps.owner);
  if (outcome.state === 'unknown' && delivery.kind !== 'alert')
    deps.onUnknownOutcome?.(parsePlatform(delivery.channel));
  // Until the source is asked again there is nothing new to read.
  if (outcome.runAt !== undefined && outcome.waitingSince === undefined) deps.onPostponed?.(outcome.runAt);
}

async function pause(
  { store, clock }: CarryOutDeps,
  { channel }: Delivery,
  { reason }: Failure,
): Promise<void> {
  await store.subscriptions.pause(channel, { at: clock.now(), by: 'fault', reason });
}

/** An outcome as facts of a log line: its reason is also worded, for the operator. */
function toLoggable({ platforms }: CarryOutDeps, outcome: Outcome | undefined): object {
  if (!outcome?.reason) return { ...outcome };
  const { reason } = outcome;
  const { what, fix } = speakEnglish(() => wordReason(reason, platforms));
  const words = { what: flattenText(what), ...(fix === undefined ? {} : { fix: flattenText(fix) }) };
  return { ...outcome, reason: reason.code, ...words };
}
