import type { Clock } from '../../core/base/clock.ts';
import type { ChannelId } from '../../core/base/ids.ts';
import type { Log } from '../../core/base/log.ts';
import type { Instant } from '../../core/base/time.ts';
import { type ScheduledKind, toSlot } from '../../core/delivery/delivery.ts';
import type { Advance } from '../../core/delivery/delivery-store.ts';
import { RECAP_PERIODS } from '../../core/schedule/recap.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';
import { listMissedSlots } from './next-due.ts';

export interface EnqueueDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
}

/** How many subscriptions are advanced in one transaction, which waits once for the disk. */
const AT_ONCE = 100;

/**
 * Turns what has become due into rows: one delivery per slot. The row's key makes it unique, however many processes do this at
 * once, and also when the clock goes back. Resolves with whether anything was due.
 */
export async function enqueueDue({ store, clock, log }: EnqueueDeps): Promise<boolean> {
  const now = clock.now();
  const due = await store.subscriptions.listDue(now);
  for (let begun = 0; begun < due.length; begun += AT_ONCE)
    await store.deliveries.schedule(due.slice(begun, begun + AT_ONCE).flatMap(planAdvance), now);
  return due.length > 0;

  function planAdvance(subscription: Subscription): Advance[] {
    const { channel, zone, catchUp, catchUpLimit, recaps } = subscription;
    // Of several missed recaps only the last one is posted, where it is not too late: it says what still matters.
    const most = catchUp === 'all' ? Math.max(1, catchUpLimit) : 1;
    const schedules = [
      { kind: 'digest' as const, schedule: subscription, from: subscription.nextDueAt, most },
      ...RECAP_PERIODS.flatMap((kind) => {
        const recap = recaps[kind];
        return recap ? [{ kind, schedule: { cron: recap.cron, zone }, from: recap.nextDueAt, most: 1 }] : [];
      }),
    ];
    return schedules.filter(({ from }) => from <= now).flatMap((due) => advance(channel, due));
  }

  function advance(channel: ChannelId, { kind, schedule, from, most }: DueSchedule): Advance[] {
    try {
      // Whether a slot is too late to post is decided when its delivery is claimed, so that there is a record of it.
      const { slots, next } = listMissedSlots(schedule, from, now, most);
      return [{ channel, kind, slots: slots.map((dueAt) => toSlot(kind, dueAt)), from, to: next }];
    } catch (error) {
      // A schedule that has become unreadable must not delay the others.
      log.error({ err: error, channel, kind }, 'a subscription could not be scheduled');
      return [];
    }
  }
}

/** A schedule of a channel whose time has come. */
interface DueSchedule {
  readonly kind: ScheduledKind;
  readonly schedule: Pick<Subscription, 'cron' | 'zone'>;
  readonly from: Instant;
  /** How many missed slots are made up for. */
  readonly most: number;
}
