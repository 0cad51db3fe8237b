import type { Delivery } from '../core/delivery.ts';
import type { Instant } from '../core/paper.ts';
import type { Platform, Store } from '../core/ports.ts';
import { postId } from '../core/post-plan.ts';
import { type Subscription, splitChannel } from '../core/subscription.ts';

export interface EmptyDayInput {
  readonly store: Store;
  readonly platform: Platform;
  readonly delivery: Delivery;
  readonly subscription: Subscription;
  readonly text: string;
  readonly now: Instant;
}

/** Says that there is nothing today, where the channel wants to hear it: on the first of several empty days only. */
export async function sayEmptyDay({
  store,
  platform,
  delivery,
  subscription,
  text,
  now,
}: EmptyDayInput): Promise<void> {
  if (subscription.emptyDays !== 'say') return;
  const [, before] = await store.deliveries.recent(delivery.channel, 2);
  if (before?.state === 'skipped') return;
  const to = { channel: splitChannel(delivery.channel)?.id ?? delivery.channel };
  const key = postId(delivery, 0);
  // A restart between the sending and the row's end would say it again: look first, it is a rare and cheap question.
  if (delivery.attempts > 0 && (await platform.find(to, key, now - 86_400_000))) return;
  await platform.send(to, { kind: 'notice', tone: 'info', title: 'No new papers today', text }, key);
}
