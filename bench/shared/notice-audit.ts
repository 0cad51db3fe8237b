import type { Delivery } from '../../src/core/delivery/delivery.ts';
import { toNoticeId } from '../../src/core/digest/post-plan.ts';
import { isEmptyDay } from '../../src/core/reason/reason.ts';
import type { Subscription } from '../../src/core/schedule/subscription.ts';
import type { StandingPost } from './standing-posts.ts';

/** The notices that a channel got on its days without papers, compared with what it wants. */
export interface NoticeAudit {
  readonly faults: readonly string[];
  readonly standing: number;
}

/** On the first of several empty days it is said, once and in the channel itself; on the others, and elsewhere, it is not. */
export function auditNotices(
  deliveries: readonly Delivery[],
  emptyDays: Subscription['emptyDays'],
  byKey: ReadonlyMap<string, readonly StandingPost[]>,
): NoticeAudit {
  const faults: string[] = [];
  let total = 0;
  let wasEmpty = false;
  for (const delivery of deliveries.toSorted((a, b) => a.slot - b.slot)) {
    const { channel, slot, state, reason } = delivery;
    const standing = byKey.get(toNoticeId(delivery)) ?? [];
    const isEmpty = state === 'skipped' && isEmptyDay(reason);
    const wanted = emptyDays === 'say' && isEmpty && !wasEmpty ? 1 : 0;
    // It may have got through although no success was reported, and the channel was paused before the next try.
    const isSettled = isEmpty || state === 'sent';
    const isWrong = isSettled ? standing.length !== wanted : standing.length > 1;
    const about = `that ${channel} had no papers at ${new Date(slot).toISOString()} (${state})`;
    if (isWrong) faults.push(`${about} is said ${standing.length} times instead of ${wanted}`);
    for (const post of standing)
      if (post.channel !== channel) faults.push(`${about} is said in ${post.channel}`);
    total += standing.length;
    if (isSettled) wasEmpty = isEmpty;
  }
  return { faults, standing: total };
}
