import type { Instant } from '../../core/base/time.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { type Candidates, type ChooseDeps, candidatesFor } from './prepare.ts';

/** What was read so long ago is good enough for the next channel. */
const FRESH_MS = 5_000;

export type RecentCandidates = ReturnType<typeof recentCandidates>;

/**
 * Candidates for many channels that come due at once: read from the store once in five seconds and not once a channel,
 * which for a thousand channels would be a thousand times the same hundred papers.
 */
export function recentCandidates(deps: ChooseDeps) {
  const byEditions = new Map<number, { readonly at: Instant; readonly candidates: Promise<Candidates> }>();

  return {
    for(subscription: Pick<Subscription, 'editions'>, now: Instant): Promise<Candidates> {
      const known = byEditions.get(subscription.editions);
      if (known && Math.abs(now - known.at) < FRESH_MS) return known.candidates;
      const candidates = candidatesFor(deps, subscription, now);
      const read = { at: now, candidates };
      byEditions.set(subscription.editions, read);
      // A failure is for those who waited for it: the next one reads anew.
      candidates.catch(() => {
        if (byEditions.get(subscription.editions) === read) byEditions.delete(subscription.editions);
      });
      return candidates;
    },
    /** Lets go of what was read: nothing is due for a while. */
    forget: () => byEditions.clear(),
  };
}
