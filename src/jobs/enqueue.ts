import type { Clock, Log, Store } from '../core/ports.ts';
import type { Subscription } from '../core/subscription.ts';
import { missedSlots, nextDue } from './next-due.ts';

export interface EnqueueDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Turns what has come due into rows: one delivery a slot. The row's key keeps it single, whatever happens between the
 * two writes, however many processes do this at once, and also when the clock goes back.
 */
export async function enqueueDue({ store, clock, log }: EnqueueDeps): Promise<void> {
  const now = clock.now();
  for (const subscription of await store.subscriptions.due(now)) {
    try {
      await enqueueOne(subscription);
    } catch (error) {
      // A schedule that has become unreadable must not keep the others waiting.
      log.error({ err: error, channel: subscription.channel }, 'a subscription could not be scheduled');
    }
  }

  async function enqueueOne(subscription: Subscription): Promise<void> {
    const { channel, nextDueAt, catchUp, catchUpLimit } = subscription;
    // Whether a slot is too late to post is decided when its delivery is claimed, so that it leaves a trace.
    const slots = missedSlots(
      subscription,
      nextDueAt,
      now,
      catchUp === 'all' ? Math.max(1, catchUpLimit) : 1,
    );
    for (const slot of slots) await store.deliveries.enqueue({ channel, slot }, now);
    await store.subscriptions.advance(channel, nextDueAt, nextDue(subscription, now));
  }
}
