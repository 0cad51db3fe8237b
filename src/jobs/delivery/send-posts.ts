import type { Clock } from '../../core/base/clock.ts';
import { DeliveryError, toPublicMessage } from '../../core/base/errors.ts';
import { type PlatformName, splitId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Delivery, Post, SentPost } from '../../core/delivery/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import type { Destination } from '../../core/platform/destination.ts';
import type { Platform } from '../../core/platform/platform.ts';
import { reasons } from '../../core/reason/texts.ts';
import { toReason } from '../../core/reason/to-reason.ts';
import type { Store } from '../../core/store/store.ts';
import type { Outcome } from './delivery-outcome.ts';
import { CHECK_AFTER_MS, CLOCK_MARGIN_MS } from './duplicate-check.ts';

export interface SendPostsInput {
  readonly delivery: Delivery;
  readonly platform: Platform;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  compose(post: Post): Promise<Message>;
  readonly threadTitle: string;
  /** The posts notify nobody. */
  readonly isQuiet?: boolean;
  /** Keeps the delivery ours for a while; `false` when another process has it by now. */
  renew(): Promise<boolean>;
  isStopping(): boolean;
  /** Called once a post is recorded as sent; `found` when an earlier process had sent it and it was looked up. */
  onPosted?(post: Post, sent: SentPost, found: boolean): Promise<void>;
}

export type Sent =
  /** `leftOut` are posts that the platform refuses in every form, each with its reason; the others were posted. */
  | { readonly kind: 'all'; readonly leftOut: readonly LeftOut[] }
  /** The process stops, or another has taken over, which handles the rest. */
  | { readonly kind: 'stopped' }
  /** This post may have been sent, and it cannot be looked up. Nothing is sent without a look-up. */
  | { readonly kind: 'unknown'; readonly post: Post; readonly cause: DeliveryError };

interface LeftOut {
  readonly post: Post;
  readonly cause: DeliveryError;
}

/** The outcome of one post: it was posted, the platform refuses it, or the whole delivery ends here. */
type Step = SentPost | { readonly refused: DeliveryError } | { readonly ends: Sent };

/** Measured from the last attempt: a request is given up after 30 s at most, and was seen to be carried out 150 s after that. */
const RELOOKUP_DELAY_MS = 4 * 60_000;

/**
 * Sends the planned posts of a delivery in order, each at most once: marked before the request (where the platform says when a
 * post begins to leave, right then) and after it. A post that was being sent when an earlier process ended is looked up first.
 */
export async function sendPosts(input: SendPostsInput): Promise<Sent> {
  const { delivery, platform, store, clock, isQuiet = false } = input;
  const { id: channel, tenant } = splitId(delivery.channel);
  const directly: Destination = { channel, ...(tenant ? { tenant } : {}) };
  let root: SentPost | undefined;
  let thread: Destination | undefined;
  const leftOut: LeftOut[] = [];

  for (const post of await store.posts.listOfDelivery(delivery)) {
    if (post.state === 'failed') continue;
    if (post.state === 'sent' && post.sent) {
      root ??= post.sent;
      continue;
    }
    if (!(await mayGoOn(input))) return { kind: 'stopped' };
    // Where the overview was left out, or the platform has no threads, the cards are posted to the channel.
    if (post.inThread && root) thread ??= await platform.threads?.open(root, input.threadTitle);
    const destination = (post.inThread ? thread : undefined) ?? directly;
    const step = await sendOne(input, post, isQuiet ? { ...destination, isQuiet } : destination);
    if ('ends' in step) return step.ends;
    if ('refused' in step) leftOut.push({ post, cause: step.refused });
    else root ??= step;
  }
  const [refused] = leftOut;
  // Nothing was posted: the cause is not one paper.
  if (!root && refused) throw refused.cause;
  for (const { post } of leftOut) await store.posts.mark(post.id, 'failed', clock.now());
  return { kind: 'all', leftOut };
}

async function mayGoOn({ isStopping, renew }: SendPostsInput): Promise<boolean> {
  return !isStopping() && (await renew());
}

/**
 * Looks the post up where an earlier attempt may have succeeded, otherwise sends it; then records it. Where receivers recognize a
 * post that comes twice, it is sent again without a look.
 */
async function sendOne(input: SendPostsInput, post: Post, destination: Destination): Promise<Step> {
  const isUnknown = post.state === 'sending' && !input.platform.isIdempotent;
  const found = isUnknown ? await lookUp(input, post, destination) : undefined;
  if (found instanceof DeliveryError) return { ends: { kind: 'unknown', post, cause: found } };
  if (isUnknown && !found) {
    await prepareSendingAgain(input, post);
    // The look-up may have taken longer than the lease.
    if (!(await mayGoOn(input))) return { ends: { kind: 'stopped' } };
  }
  const sent = found ?? (await sendUnlessRejected(input, post, destination));
  if (sent === 'stopped') return { ends: { kind: 'stopped' } };
  if (sent instanceof DeliveryError)
    return sent.fault === 'unknown' ? { ends: { kind: 'unknown', post, cause: sent } } : { refused: sent };
  await input.store.posts.mark(post.id, 'sent', input.clock.now(), sent);
  await input.store.subscriptions.setTenant(input.delivery.channel, sent.tenant);
  await countEarlyVotes(input, post, sent, found !== undefined);
  return sent;
}

/** An error says that we may not look; any other failure of the look-up is thrown, and tried again later. */
async function lookUp(
  { platform, delivery, log }: SendPostsInput,
  post: Post,
  destination: Destination,
): Promise<SentPost | DeliveryError | undefined> {
  if (!platform.finder) return cannotLookUp();
  try {
    const found = await platform.finder.find(
      destination,
      post.id,
      (post.sentAt ?? delivery.slot) - CLOCK_MARGIN_MS,
    );
    log.info({ post: post.id, found: found !== undefined }, 'a post with an unknown outcome was looked up');
    return found;
  } catch (error) {
    if (error instanceof DeliveryError && error.fault === 'refused') return error;
    throw error;
  }
}

/**
 * Slack has carried out a request 150 s after it was given up: one look-up right after finds nothing. So there is a second
 * one when the last attempt is minutes old, and one more after the post has been sent again.
 */
async function prepareSendingAgain({ store, clock, delivery }: SendPostsInput, post: Post): Promise<void> {
  const firstTry = post.sentAt ?? delivery.slot;
  const wait = (post.triedAt ?? firstTry) + RELOOKUP_DELAY_MS - clock.now();
  if (wait > 0) throw new DeliveryError('unknown', reasons.secondLook(), { retryAfterMs: wait });
  await store.duplicateChecks.add(post, firstTry, clock.now() + CHECK_AFTER_MS);
}

/** A refusal of one post costs only that post. */
async function sendUnlessRejected(
  input: SendPostsInput,
  post: Post,
  destination: Destination,
): Promise<SentPost | DeliveryError | 'stopped'> {
  try {
    return await send(input, post, destination);
  } catch (error) {
    if (error instanceof MayNotBegin) return 'stopped';
    if (!(error instanceof DeliveryError) || error.fault !== 'rejected') throw error;
    input.log.warn({ post: post.id, papers: post.paperIds, err: error }, 'a post is left out of a digest');
    return error;
  }
}

/** Thrown into a platform that asks whether it may begin, and by nothing else. */
class MayNotBegin extends Error {}

/** The error says that the outcome is unknown and will stay so. */
async function send(
  input: SendPostsInput,
  post: Post,
  destination: Destination,
): Promise<SentPost | DeliveryError> {
  const { compose, store, clock, platform } = input;
  const message = await compose(post);
  let hasBegun = false;
  const begin = async (): Promise<void> => {
    await store.posts.mark(post.id, 'sending', clock.now());
    hasBegun = true;
  };
  // It may have waited for longer than the lease: another process may have sent the post meanwhile.
  const beginIfOurs = async (): Promise<void> => {
    if (!(await mayGoOn(input))) throw new MayNotBegin();
    await begin();
  };
  if (!platform.saysWhenItBegins) await begin();
  try {
    return await platform.send(destination, message, post.id, beginIfOurs);
  } catch (error) {
    if (!hasBegun) throw error;
    // Only a request that may have been carried out leaves the outcome unknown.
    const isUnknown = !(error instanceof DeliveryError) || error.fault === 'unknown';
    if (!isUnknown) await store.posts.mark(post.id, 'planned', clock.now());
    else if (!platform.finder && !platform.isIdempotent) return cannotLookUp(error);
    throw error;
  }
}

/** The outcome of a post on a platform that has no way to look it up. */
function cannotLookUp(cause?: unknown): DeliveryError {
  const problem =
    cause === undefined
      ? reasons.stoppedSending()
      : reasons.cannotLookUp({ because: toPublicMessage(cause) });
  return new DeliveryError('unknown', problem, { cause });
}

/** Counts reactions that came meanwhile; the post itself is sent, whatever fails here. */
async function countEarlyVotes(
  { onPosted, log }: SendPostsInput,
  post: Post,
  sent: SentPost,
  found: boolean,
): Promise<void> {
  await onPosted?.(post, sent, found).catch((err: unknown) =>
    log.warn({ post: post.id, err }, 'early votes on a post could not be counted'),
  );
}

/** Why papers of a digest are in no post, although the digest itself was posted. */
export function toLeftOutReason(
  leftOut: readonly LeftOut[],
  platform: PlatformName,
): Pick<Outcome, 'reason'> {
  const [first] = leftOut;
  if (!first) return {};
  const papers = [...new Set(leftOut.flatMap(({ post }) => post.paperIds))];
  return { reason: { code: 'left-out', values: { papers, because: toReason(first.cause, platform) } } };
}

/** The outcome of a delivery with a post that may exist, and that cannot be looked up. */
export async function settleUnknown(
  { store, clock, platform }: Pick<SendPostsInput, 'store' | 'clock' | 'platform'>,
  { post, cause }: Extract<Sent, { kind: 'unknown' }>,
): Promise<Outcome> {
  await store.posts.mark(post.id, 'unknown', clock.now());
  return { state: 'unknown', reason: toReason(cause, platform.name) };
}
