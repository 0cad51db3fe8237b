import type { Instant } from '../../core/base/time.ts';
import type { Delivery } from '../../core/delivery/delivery.ts';
import { planNotice } from '../../core/digest/post-plan.ts';
import type { Notice } from '../../core/message/message.ts';
import { formatMoment } from '../../core/paper/format.ts';
import { type EmptyDayReason, isEmptyDay, type Reason } from '../../core/reason/reason.ts';
import { wordReason } from '../../core/reason/word-reason.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import type { Outcome } from './delivery-outcome.ts';
import { CHECK_AFTER_MS } from './duplicate-check.ts';
import { texts } from './no-digest-texts.ts';
import { type SendPostsInput, sendPosts, settleUnknown } from './send-posts.ts';

export interface NoDigestInput extends Omit<SendPostsInput, 'compose' | 'threadTitle' | 'onPosted'> {
  readonly subscription: Subscription;
  readonly now: Instant;
  /** The source of lists, as people know it. */
  readonly sourceName: string;
}

/** How many slots are searched for the last one that had papers or had none; pauses and downtimes say neither. */
const LOOKED_BACK = 20;

/**
 * Posts that there is nothing today, where the channel wants such notices: only on the first of several empty days. Resolves
 * with the outcome of the delivery; `undefined` when the process stops in the middle.
 */
export async function sayEmptyDay(
  input: NoDigestInput,
  reason: EmptyDayReason,
): Promise<Outcome | undefined> {
  const skipped: Outcome = { state: 'skipped', reason };
  if (input.subscription.emptyDays !== 'say') return skipped;
  if (isEmptyDay(await findReasonBefore(input))) return skipped;
  const text = wordReason(reason).what;
  return say(
    input,
    {
      kind: 'notice',
      tone: 'info',
      title: input.delivery.kind === 'digest' ? texts.noPapers() : texts.noRecap(),
      text,
    },
    skipped,
  );
}

/**
 * Posts that the source was unreachable for as long as the delivery could wait, on the first of several such days. Every channel
 * gets it: an outage is not an empty day, and nobody has chosen to miss a digest without a notice.
 */
export async function saySourceUnavailable(input: NoDigestInput): Promise<Outcome | undefined> {
  const { subscription, delivery, now, sourceName: source } = input;
  const { zone, nextDueAt } = subscription;
  const failed: Outcome = { state: 'failed', reason: { code: 'source-away', values: { source } } };
  if ((await findReasonBefore(input))?.code === 'source-away') return failed;
  const from = () => formatMoment(delivery.slot, zone);
  const outage = { source, from, to: () => formatMoment(now, zone) };
  const text =
    nextDueAt > now
      ? texts.sourceUnavailableAndNext({ ...outage, next: () => formatMoment(nextDueAt, zone) })
      : texts.sourceUnavailable(outage);
  return say(input, { kind: 'notice', tone: 'info', title: texts.noDigest(), text }, failed);
}

/**
 * Sends a last mail to a mailbox that gets the posts of a channel without a public page, and deletes its address. The mail comes
 * first: without the address nothing can be sent.
 */
export async function endMailbox(input: NoDigestInput): Promise<Outcome | undefined> {
  const { store, delivery, now } = input;
  const ended: Outcome = { state: 'skipped', reason: { code: 'page-ended', values: {} } };
  const notice: Notice = {
    kind: 'notice',
    tone: 'info',
    title: texts.pageEnded(),
    text: texts.pageEndedText(),
  };
  const outcome = await say(input, notice, ended);
  if (outcome) await store.mailboxes.stop(delivery.channel, 'ended', now);
  return outcome;
}

/**
 * A digest is posted after all: a notice that may have been sent is looked for and deleted, one that was not sent stays unsent.
 * A notice that is on the platform was true when it was sent.
 */
export async function withdrawNotice(store: Store, delivery: Delivery, now: Instant): Promise<void> {
  for (const post of await store.posts.listOfDelivery(delivery)) {
    if (post.kind !== 'notice' || post.state === 'sent') continue;
    const since = post.sentAt ?? delivery.slot;
    if (post.state === 'sending') await store.duplicateChecks.add(post, since, now + CHECK_AFTER_MS);
    await store.posts.mark(post.id, 'failed', now);
  }
}

/** Why the last slot with a known result had no papers; `undefined` where it had some. */
async function findReasonBefore({ store, delivery }: NoDigestInput): Promise<Reason | undefined> {
  const earlier = await store.deliveries.listRecent(delivery.channel, LOOKED_BACK, delivery.kind);
  const before = earlier.find(
    ({ slot, state, reason }) =>
      slot < delivery.slot && (state === 'sent' || isEmptyDay(reason) || reason?.code === 'source-away'),
  );
  return before?.state === 'sent' ? undefined : before?.reason;
}

/** Posts a notice instead of a digest, like any other post: planned, marked, looked up. Resolves with `outcome`. */
async function say(input: NoDigestInput, notice: Notice, outcome: Outcome): Promise<Outcome | undefined> {
  await input.store.posts.plan(planNotice(input.delivery));
  const sent = await sendPosts({
    ...input,
    isQuiet: input.subscription.isQuiet,
    compose: async () => notice,
    threadTitle: notice.title,
  });
  if (sent.kind === 'stopped') return undefined;
  return sent.kind === 'unknown' ? settleUnknown(input, sent) : outcome;
}
