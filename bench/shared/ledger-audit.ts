import type { Delivery, Post } from '../../src/core/delivery/delivery.ts';
import { toNoticeId } from '../../src/core/digest/post-plan.ts';
import type { Store } from '../../src/core/store/store.ts';
import { auditNotices } from './notice-audit.ts';
import type { StandingPost } from './standing-posts.ts';

/** What the ledger says, compared with what is on the platforms. */
export interface LedgerAudit {
  /** What is wrong, in words; empty when ledger and platforms agree. */
  readonly faults: readonly string[];
  /** How many deliveries ended in each state. */
  readonly states: Readonly<Record<string, number>>;
  /** Deliveries that did not end as `sent`, for whoever looks for their cause. */
  readonly unsent: readonly Delivery[];
  /** Parts that are on a platform. */
  readonly parts: number;
  /** Notices of a day without papers that are there. */
  readonly notices: number;
}

/** More than any channel gets. */
const ALL = 1_000_000;

/**
 * Every part of a sent digest is there once, in its own channel; every part of another digest at most once; nothing is there
 * that is not in the ledger; no paper came twice to a channel. A day without papers is said once, on the first of several,
 * where the channel wants the notice.
 */
export async function auditLedger(store: Store, standing: readonly StandingPost[]): Promise<LedgerAudit> {
  const faults: string[] = [];
  const states: Record<string, number> = {};
  const unsent: Delivery[] = [];
  const byKey = Map.groupBy(standing, ({ key }) => key);
  const known = new Set<string>();
  let notices = 0;

  for (const { channel, emptyDays } of await store.subscriptions.list()) {
    const shown = new Set<string>();
    const deliveries = await store.deliveries.listRecent(channel, ALL);
    const noticed = auditNotices(deliveries, emptyDays, byKey);
    faults.push(...noticed.faults);
    notices += noticed.standing;
    for (const delivery of deliveries) {
      known.add(toNoticeId(delivery));
      states[delivery.state] = (states[delivery.state] ?? 0) + 1;
      if (delivery.state !== 'sent') unsent.push(delivery);
      const posts = await store.posts.listOfDelivery(delivery);
      faults.push(...incomplete(delivery, posts));
      for (const post of posts) {
        known.add(post.id);
        faults.push(...misplaced(delivery, post, byKey.get(post.id) ?? []));
      }
      // What never got out may be chosen again.
      const out = posts.filter(({ id }) => byKey.has(id)).flatMap(({ paperIds }) => paperIds);
      for (const paperId of new Set(out)) {
        if (shown.has(paperId)) faults.push(`${paperId} came twice to ${channel}`);
        shown.add(paperId);
      }
    }
  }
  for (const { key, channel } of standing)
    if (!known.has(key)) faults.push(`a post in ${channel} (${key}) is not in the ledger`);
  return { faults, states, unsent, parts: standing.length - notices, notices };
}

/** A digest that was chosen has each of its papers in a part. */
function incomplete(delivery: Delivery, posts: readonly Post[]): string[] {
  const planned = new Set(posts.flatMap(({ paperIds }) => paperIds));
  return (delivery.digest?.papers ?? [])
    .filter(({ paperId }) => !planned.has(paperId))
    .map(({ paperId }) => `${paperId} has no part in ${nameDelivery(delivery)}`);
}

function misplaced(delivery: Delivery, post: Post, standing: readonly StandingPost[]): string[] {
  const about = `part ${post.seq} of ${nameDelivery(delivery)}`;
  const faults = standing
    .filter(({ channel }) => channel !== delivery.channel)
    .map(({ channel }) => `${about} is in ${channel}`);
  if (standing.length > 1) faults.push(`${about} is there ${standing.length} times`);
  // A notice that was given up makes way for the digest; what of it got through is counted with the notices.
  const isPart = post.kind !== 'notice';
  if (isPart && delivery.state === 'sent' && post.state !== 'sent') faults.push(`${about} is ${post.state}`);
  if (post.state !== 'sent') return faults;
  if (standing.length === 0) faults.push(`${about} is sent, and is nowhere`);
  else if (!standing.some(({ messageId }) => messageId === post.sent?.messageId))
    faults.push(`${about} is stored with another message's id`);
  return faults;
}

function nameDelivery({ channel, slot, state }: Delivery): string {
  return `${channel} at ${new Date(slot).toISOString()} (${state})`;
}
