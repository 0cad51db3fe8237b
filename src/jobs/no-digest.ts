import { DeliveryError } from '../core/base/errors.ts';
import { splitChannel } from '../core/base/ids.ts';
import type { Text } from '../core/base/text.ts';
import { commandSpan, sentences, words } from '../core/base/text.ts';
import type { Instant } from '../core/base/time.ts';
import type { Delivery } from '../core/delivery/delivery.ts';
import { isEmptyDayReason } from '../core/digest/digest.ts';
import { noticeId } from '../core/digest/post-plan.ts';
import { momentLabel } from '../core/paper/format.ts';
import type { Platform } from '../core/platform/platform.ts';
import type { Subscription } from '../core/schedule/subscription.ts';
import type { Store } from '../core/store/store.ts';
import type { Outcome } from './delivery-outcome.ts';
import { SOURCE_AWAY, tellsOfSourceAway } from './source-away.ts';

export interface NoDigestInput {
  readonly store: Store;
  readonly platform: Platform;
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly now: Instant;
  /** Writes to the disk that the delivery is in hand; `false` when another process has it by now. */
  renew(): Promise<boolean>;
}

/** Among so many slots the last one is looked for that had papers or had none; pauses and downtimes tell neither. */
const LOOKED_BACK = 20;

/**
 * Says that there is nothing today, where the channel wants to hear it: on the first of several empty days only. Resolves
 * with what became of the delivery.
 */
export async function sayEmptyDay(input: NoDigestInput, text: string): Promise<Outcome> {
  const skipped: Outcome = { state: 'skipped', reason: text };
  if (input.subscription.emptyDays !== 'say') return skipped;
  if (isEmptyDayReason(await reasonBefore(input))) return skipped;
  return say(input, { title: 'No new papers today', text }, skipped);
}

/**
 * Says that the source was away for as long as the delivery could wait, on the first of several such days. Every channel
 * hears it: an outage is no empty day, and nobody has chosen to miss a digest without a word.
 */
export async function saySourceAway(input: NoDigestInput): Promise<Outcome> {
  const { subscription, delivery, now } = input;
  const { zone, nextDueAt } = subscription;
  const failed: Outcome = {
    state: 'failed',
    reason: SOURCE_AWAY,
    fix: words`The papers come with the next digest, or with ${commandSpan('post-now')} once Hugging Face is back.`,
  };
  if (tellsOfSourceAway(await reasonBefore(input))) return failed;
  const text = sentences(
    `Hugging Face could not be reached between ${momentLabel(delivery.slot, zone)} and ${momentLabel(now, zone)}, so nobody knows which papers are new`,
    nextDueAt > now ? `The next digest is due ${momentLabel(nextDueAt, zone)}` : undefined,
  );
  return say(input, { title: 'No digest today', text }, failed);
}

/** Why the last slot that tells of papers had none; `undefined` where it had some. */
async function reasonBefore({ store, delivery }: NoDigestInput): Promise<string | undefined> {
  const earlier = await store.deliveries.recent(delivery.channel, LOOKED_BACK);
  const before = earlier.find(
    ({ slot, state, reason }) =>
      slot < delivery.slot && (state === 'sent' || isEmptyDayReason(reason) || isOutage(state, reason)),
  );
  return before?.state === 'sent' ? undefined : before?.reason;
}

function isOutage(state: Delivery['state'], reason: string | undefined): boolean {
  return state === 'failed' && tellsOfSourceAway(reason);
}

/** Posts a notice in place of a digest, at most once. Resolves with `outcome`, or with what keeps us from knowing. */
async function say(
  { platform, delivery, now, renew }: NoDigestInput,
  { title, text }: { title: string; text: Text },
  outcome: Outcome,
): Promise<Outcome> {
  const to = { channel: splitChannel(delivery.channel)?.id ?? delivery.channel };
  const key = noticeId(delivery);
  // A former try, or a process that ended in the middle, may have said it.
  if (delivery.attempts > 0 || delivery.state === 'sending') {
    try {
      if (await platform.find(to, key, now - 86_400_000)) return outcome;
    } catch (error) {
      if (!(error instanceof DeliveryError && error.fault === 'refused')) throw error;
      const { message: reason, fix } = error;
      return { state: 'in-doubt', reason, ...(fix === undefined ? {} : { fix }) };
    }
  }
  // The notice is no post of the ledger's: that it may have been said, only the claim tells after a power cut.
  if (!(await renew())) return outcome;
  await platform.send(to, { kind: 'notice', tone: 'info', title, text }, key);
  return outcome;
}
