import type { Clock } from '../../core/base/clock.ts';
import type { Log } from '../../core/base/log.ts';
import type { Advance } from '../../core/delivery/delivery-store.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { missedSlots, nextDue } from './next-due.ts';

export interface EnqueueDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many subscriptions are advanced in one transaction, which waits once for the disk. */
const AT_ONCE = 100;

/**
 * Turns what has become due into rows: one delivery per slot. The row's key makes it unique, however many processes do this at
 * once, and also when the clock goes back.
 */
export async function enqueueDue({ store, clock, log }: EnqueueDeps): Promise<void> {
  const now = clock.now();
  const due = await store.subscriptions.due(now);
  for (let begun = 0; begun < due.length; begun += AT_ONCE)
    await store.deliveries.schedule(due.slice(begun, begun + AT_ONCE).flatMap(planAdvance), now);

  function planAdvance(subscription: Subscription): Advance[] {
    const { channel, nextDueAt: from, catchUp, catchUpLimit } = subscription;
    try {
      // Whether a slot is too late to post is decided when its delivery is claimed, so that there is a record of it.
      const most = catchUp === 'all' ? Math.max(1, catchUpLimit) : 1;
      const slots = missedSlots(subscription, from, now, most);
      return [{ channel, slots, from, to: nextDue(subscription, now) }];
    } catch (error) {
      // A schedule that has become unreadable must not delay the others.
      log.error({ err: error, channel }, 'a subscription could not be scheduled');
      return [];
    }
  }
}
