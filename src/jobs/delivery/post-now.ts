import type { Clock } from '../../core/base/clock.ts';
import type { ChannelId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import { createRecentActions } from '../../core/command/recent-actions.ts';
import type { PostNowOutcome } from '../../core/command/services.ts';
import type { Deliver } from './deliver.ts';
import { decideManualPost, type ManualPostDeps } from './manual-post.ts';

export interface PostNowDeps
  extends Pick<
    ManualPostDeps,
    'store' | 'log' | 'vectors' | 'platforms' | 'sourceName' | 'findCategoriesTrouble'
  > {
  readonly clock: Clock;
  readonly deliver: Deliver;
}

/**
 * Makes a digest due at once; the delivery itself runs in the background. A second press within a minute does nothing,
 * whoever presses and whichever process it reaches: it would post what the first one left over. Scheduled posts are read
 * from the store.
 */
export function createPostNow({ clock, deliver, ...deps }: PostNowDeps) {
  const { log } = deps;
  const recent = createRecentActions({ store: deps.store.shortLived, clock, log });

  async function begin(channel: ChannelId, now: Instant): Promise<PostNowOutcome> {
    const decision = await decideManualPost(deps, { channel, now });
    if (decision.kind !== 'post') return decision;
    await deps.store.deliveries.enqueue({ channel, slot: now }, now);
    // Another process may be the one that posts there.
    deps.store.signals.send('due');
    void deliver.run().catch((err: unknown) => log.error({ err, channel }, 'a post on demand failed'));
    return { kind: 'posting' };
  }

  return async (channel: ChannelId): Promise<PostNowOutcome> => {
    const before = await recent.take(channel);
    if (before !== undefined) return { kind: 'just-posted', at: before };
    let outcome: PostNowOutcome | undefined;
    try {
      outcome = await begin(channel, clock.now());
      return outcome;
    } finally {
      if (outcome?.kind !== 'posting') await recent.release(channel);
    }
  };
}
