import type { Instant } from '../../core/base/time.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { type CandidateDeps, type Candidates, listCandidates } from './prepare.ts';

/** Candidates that were read this recently are reused for the next channel. */
const FRESH_MS = 5_000;

export type RecentCandidates = ReturnType<typeof listRecentCandidates>;

/**
 * Candidates for many channels that are due at once: read from the store once in five seconds and not once per channel,
 * which for a thousand channels would read the same hundred papers a thousand times.
 */
export function listRecentCandidates(deps: CandidateDeps) {
  const byEditions = new Map<number, { readonly at: Instant; readonly candidates: Promise<Candidates> }>();

  return {
    for(subscription: Pick<Subscription, 'editions'>, now: Instant): Promise<Candidates> {
      const known = byEditions.get(subscription.editions);
      if (known && Math.abs(now - known.at) < FRESH_MS) return known.candidates;
      const candidates = listCandidates(deps, subscription, now);
      const read = { at: now, candidates };
      byEditions.set(subscription.editions, read);
      // A failure goes to the callers that waited for it: the next one reads again.
      candidates.catch(() => {
        if (byEditions.get(subscription.editions) === read) byEditions.delete(subscription.editions);
      });
      return candidates;
    },
    /** Drops the candidates: nothing is due for a while. */
    forget: () => byEditions.clear(),
  };
}
