import type { Delivery } from '../core/delivery.ts';
import { tellsOfNothing } from '../core/digest.ts';
import { DeliveryError } from '../core/errors.ts';
import type { Instant } from '../core/paper.ts';
import type { Platform, Store } from '../core/ports.ts';
import { noticeId } from '../core/post-plan.ts';
import { type Subscription, splitChannel } from '../core/subscription.ts';
import type { Outcome } from './delivery-outcome.ts';

export interface EmptyDayInput {
  readonly store: Store;
  readonly platform: Platform;
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly text: string;
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
export async function sayEmptyDay({
  store,
  platform,
  delivery,
  subscription,
  text,
  now,
  renew,
}: EmptyDayInput): Promise<Outcome> {
  const skipped: Outcome = { state: 'skipped', reason: text };
  if (subscription.emptyDays !== 'say') return skipped;
  const earlier = await store.deliveries.recent(delivery.channel, LOOKED_BACK);
  const before = earlier.find(
    ({ slot, state, reason }) => slot < delivery.slot && (state === 'sent' || tellsOfNothing(reason)),
  );
  if (before?.state === 'skipped') return skipped;
  const to = { channel: splitChannel(delivery.channel)?.id ?? delivery.channel };
  const key = noticeId(delivery);
  // A former try, or a process that ended in the middle, may have said it.
  if (delivery.attempts > 0 || delivery.state === 'sending') {
    try {
      if (await platform.find(to, key, now - 86_400_000)) return skipped;
    } catch (error) {
      if (!(error instanceof DeliveryError && error.fault === 'refused')) throw error;
      const { message: reason, fix } = error;
      return { state: 'in-doubt', reason, ...(fix === undefined ? {} : { fix }) };
    }
  }
  // The notice is no post of the ledger's: that it may have been said, only the claim tells after a power cut.
  if (!(await renew())) return skipped;
  await platform.send(to, { kind: 'notice', tone: 'info', title: 'No new papers today', text }, key);
  return skipped;
}
