import type { Clock } from '../core/base/clock.ts';
import { DeliveryError } from '../core/base/errors.ts';
import { type PlatformName, splitChannel } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import { plainText } from '../core/base/text.ts';
import type { Instant } from '../core/base/time.ts';
import type { Delivery, DeliveryKey, Digest, Post } from '../core/delivery/delivery.ts';
import { composePost } from '../core/digest/compose.ts';
import { planPosts } from '../core/digest/post-plan.ts';
import { threadTitle } from '../core/message/overview.ts';
import { utcDay } from '../core/paper/edition.ts';
import type { Platform } from '../core/platform/platform.ts';
import { reasons } from '../core/reason/texts.ts';
import { wordReason } from '../core/reason/word-reason.ts';
import { DEFAULT_SUBSCRIPTION, type Subscription } from '../core/schedule/subscription.ts';
import type { Store } from '../core/store/store.ts';
import type { Summarizer } from '../core/summary/summary.ts';
import { afterFault, type Failure, type Outcome } from './delivery-outcome.ts';
import { holdLease, LEASE_MS, type Lease } from './lease.ts';
import { isNewestListKnown } from './newest-list.ts';
import { type NoDigestInput, sayEmptyDay, saySourceAway, withdrawNotice } from './no-digest.ts';
import { chooseAmong, latenessReason, papersById, talliesOn } from './prepare.ts';
import { recentCandidates } from './recent-candidates.ts';
import { reasonFor, type SendPostsInput, sendPosts, settleUnknown } from './send-posts.ts';
import { waitForSource } from './source-away.ts';
import { tellOwner } from './tell-owner.ts';

export interface DeliverDeps {
  readonly store: Store;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly forCard: Summarizer['forCard'];
  readonly clock: Clock;
  readonly log: Log;
  /** Names this process among those that share the store. */
  readonly owner: string;
  /**
   * A slot older than this, in milliseconds, is skipped; a delivery that keeps failing, or waits for the source, is given up
   * after it.
   */
  readonly latestMs: number;
  /** Counts what people said on a post before it was recorded; `found` when a former process had sent it. */
  readonly posted?: SendPostsInput['posted'];
  /** Hears of a delivery that is tried again, and when. */
  readonly onPostponed?: (runAt: Instant) => void;
  /** Deliveries under way at once on one platform. */
  readonly concurrency: number;
}

/** A channel that is not subscribed gets what was chosen for it on the command line, in the default manner. */
function subscriptionForManualPost({ channel, slot, digest }: Delivery): Subscription | undefined {
  return digest && { ...DEFAULT_SUBSCRIPTION, channel, nextDueAt: slot, createdAt: slot };
}

export interface Deliver {
  /** Claims what is due and delivers it; resolves when nothing due is left, or the store fails, which the log tells. */
  run(): Promise<void>;
  /** Whether a digest is due that waits for the newest list of the source. */
  isWaitingForSource(): boolean;
  /** Stops claiming; resolves when what is in flight is finished or left safe. */
  stop(): Promise<void>;
}

export function createDeliver(deps: DeliverDeps): Deliver {
  const { store, clock, log, owner } = deps;
  const inHand = new Set<string>();
  const waiting = new Set<string>();
  const candidates = recentCandidates(store);
  let stopping = false;
  const running = new Map<PlatformName | undefined, Set<Promise<void>>>();

  async function allRunning(): Promise<void> {
    for (;;) {
      const begun = [...running.values()].flatMap((workers) => [...workers]);
      if (begun.length === 0) return;
      await Promise.all(begun);
    }
  }

  /**
   * A worker claims one delivery at a time, so that a slow channel holds up its own worker alone. Each platform has workers
   * of its own: Slack takes five posts a second and Discord fifty, and neither waits for the other. `undefined` stands for
   * all platforms that are not connected.
   */
  async function work(platform: PlatformName | undefined): Promise<void> {
    while (!stopping) {
      const [delivery] = await store.deliveries.claim(
        owner,
        clock.now(),
        LEASE_MS,
        1,
        platformFilter(platform),
      );
      if (!delivery) return;
      // Where one is due there may be more; mostly none is, and one worker is enough to see that.
      addWorker(platform);
      // A platform may take longer over one post than a lease lasts: what another worker has in hand is not begun anew.
      const key = `${delivery.channel} ${delivery.slot}`;
      if (inHand.has(key)) continue;
      inHand.add(key);
      await deliverOne(delivery).finally(() => inHand.delete(key));
    }
  }

  function platformFilter(platform: PlatformName | undefined) {
    return platform === undefined ? { notOn: [...deps.platforms.keys()] } : { on: platform };
  }

  function addWorker(platform: PlatformName | undefined): void {
    const workers = running.get(platform) ?? new Set();
    running.set(platform, workers);
    if (workers.size >= deps.concurrency) return;
    // A worker may fail while nobody waits for it: unhandled, its failure would end the process.
    const begun: Promise<void> = work(platform)
      .catch((err: unknown) => log.error({ platform, err }, 'delivery worker failed'))
      .finally(() => workers.delete(begun));
    workers.add(begun);
  }

  /** An outcome as facts of a log line: for the operator its reason is worded, too. */
  function loggable(outcome: Outcome | undefined): object {
    if (!outcome?.reason) return { ...outcome };
    const { what, fix } = wordReason(outcome.reason, deps.platforms);
    const words = { what: plainText(what), ...(fix === undefined ? {} : { fix: plainText(fix) }) };
    return { ...outcome, reason: outcome.reason.code, ...words };
  }

  async function deliverOne(delivery: Delivery): Promise<void> {
    const { channel, slot } = delivery;
    const facts = { channel, slot: new Date(slot).toISOString(), attempt: delivery.attempts + 1 };
    const lease = holdLease(delivery, deps);
    try {
      const outcome = await attempt(delivery, lease);
      noteWait(delivery, outcome?.waitingSince !== undefined);
      if (outcome) await settle(delivery, outcome);
      if (outcome?.state === 'unknown')
        log.warn(
          { ...facts, ...loggable(outcome) },
          'the outcome of a post is unknown, and cannot be looked up',
        );
      else log.info({ ...facts, ...loggable(outcome) }, 'delivery attempted');
      if (outcome) await tellOwner(deps, delivery, outcome);
    } catch (error) {
      const outcome = await withUnknownPosts(
        delivery,
        afterFault(error, delivery, clock.now(), deps.latestMs),
      );
      log.warn({ ...facts, ...loggable(outcome), err: error }, 'delivery failed');
      await settle(delivery, outcome);
      if (outcome.pause) await pause(delivery, outcome);
      await tellOwner(deps, delivery, outcome);
    } finally {
      lease.end();
    }
  }

  function noteWait({ channel, slot }: DeliveryKey, isWaiting: boolean): void {
    if (isWaiting) waiting.add(`${channel} ${slot}`);
    else waiting.delete(`${channel} ${slot}`);
  }

  /** Given up while a post may have been sent, and nobody could look it up: its outcome is unknown, whatever failed last. */
  async function withUnknownPosts(delivery: Delivery, outcome: Failure): Promise<Failure> {
    const isGivenUp = outcome.state === 'failed' || outcome.state === 'unknown';
    if (!isGivenUp || outcome.pause) return outcome;
    const unknown = (await store.posts.ofDelivery(delivery)).filter(({ state }) => state === 'sending');
    for (const { id } of unknown) await store.posts.mark(id, 'unknown', clock.now());
    if (unknown.length === 0) return outcome;
    const reason = { code: 'unknown-outcome', values: { because: outcome.reason } } as const;
    return { ...outcome, state: 'unknown', reason };
  }

  /** `undefined` when the process stops in the middle: the lease runs out and the next start goes on. */
  async function attempt(delivery: Delivery, lease: Lease): Promise<Outcome | undefined> {
    const subscription =
      (await store.subscriptions.get(delivery.channel)) ?? subscriptionForManualPost(delivery);
    if (!subscription) return { state: 'skipped', reason: { code: 'not-subscribed', values: {} } };
    if (subscription.paused && !delivery.digest) {
      const reason = { code: 'channel-paused', values: { pause: subscription.paused.reason } } as const;
      return { state: 'skipped', reason };
    }
    const late = latenessReason(delivery, subscription, deps.latestMs, clock.now());
    if (late) return { state: 'skipped', reason: late };
    const platform = platformOf(delivery);
    const digest = delivery.digest ?? (await chooseDigestOnce(delivery, subscription, platform, lease));
    if (!digest || !('papers' in digest)) return digest;
    const sent = await sendPosts({
      ...{ delivery, platform, store, clock, log },
      compose: (post) => composeNow(post, digest, subscription),
      threadTitle: threadTitle(digest, subscription.language),
      renew: lease.renew,
      isStopping: () => stopping,
      ...(deps.posted ? { posted: deps.posted } : {}),
    });
    if (sent.kind === 'left') return undefined;
    if (sent.kind === 'all') return { state: 'sent', ...reasonFor(sent.leftOut, platform.name) };
    return settleUnknown({ store, clock, platform }, sent);
  }

  function platformOf({ channel }: DeliveryKey): Platform {
    const name = splitChannel(channel)?.platform ?? 'terminal';
    const platform = deps.platforms.get(name);
    if (platform) return platform;
    throw new DeliveryError('unauthorized', reasons.platformOff({ platform: name }));
  }

  async function chooseDigestOnce(
    delivery: Delivery,
    subscription: Subscription,
    platform: Platform,
    lease: Lease,
  ): Promise<Digest | Outcome | undefined> {
    const now = clock.now();
    const among = await candidates.for(subscription, now);
    const shown = await store.posts.shownIn(subscription.channel);
    const chosen = await chooseAmong(store, among, { subscription, shown, now });
    const digest = chosen.kind === 'digest' ? chosen.digest : undefined;
    const input: NoDigestInput = {
      ...{ store, platform, delivery, subscription, now, clock, log },
      renew: lease.renew,
      isStopping: () => stopping,
    };
    if (!isNewestListKnown(among.recent, { slot: delivery.slot, digest })) {
      const wait = waitForSource(delivery, { now, latestMs: deps.latestMs });
      if (wait) return wait;
      // What the day's own list told before the source went away is the day's digest; what is older is not.
      if (!digest?.papers.some(({ day }) => day === utcDay(now))) return saySourceAway(input);
    }
    if (chosen.kind === 'nothing') return sayEmptyDay(input, chosen.reason);
    await withdrawNotice(store, delivery, now);
    await store.deliveries.plan(
      delivery,
      chosen.digest,
      planPosts(delivery, chosen.digest, subscription.layout),
      now,
    );
    return chosen.digest;
  }

  async function composeNow(post: Post, digest: Digest, subscription: Subscription) {
    const ids = digest.papers.map(({ paperId }) => paperId);
    return composePost(post, {
      digest,
      papers: await papersById(store, ids),
      tallies: await talliesOn(store, post, subscription),
      subscription,
      forCard: deps.forCard,
    });
  }

  async function settle(delivery: Delivery, outcome: Outcome): Promise<void> {
    const { pause: _, ...kept } = outcome;
    const attempts = delivery.attempts + (outcome.waitingSince === undefined ? 1 : 0);
    await store.deliveries.settle(delivery, { ...kept, attempts }, clock.now(), owner);
    // Before the source is asked again there is nothing to look at.
    if (outcome.runAt !== undefined && outcome.waitingSince === undefined) deps.onPostponed?.(outcome.runAt);
  }

  async function pause({ channel }: Delivery, { reason }: Failure): Promise<void> {
    await store.subscriptions.pause(channel, { at: clock.now(), by: 'fault', reason });
  }

  return {
    run: async () => {
      // A worker that a slow platform holds takes no part, and another begins beside it.
      for (const platform of [...deps.platforms.keys(), undefined]) addWorker(platform);
      await allRunning();
      candidates.forget();
    },
    isWaitingForSource: () => waiting.size > 0,
    stop: async () => {
      stopping = true;
      await allRunning();
    },
  };
}
