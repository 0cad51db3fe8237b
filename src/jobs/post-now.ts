import type { Clock, Log, Store } from '../core/ports.ts';
import type { ChannelId } from '../core/subscription.ts';
import type { Deliver } from './deliver.ts';
import { chooseFor } from './prepare.ts';

export interface PostNowDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly deliver: Deliver;
}

/** Makes a digest due at once; the delivery itself goes on in the background. Says why when there is nothing to post. */
export async function postNow(
  { store, clock, deliver, log }: PostNowDeps,
  channel: ChannelId,
): Promise<string | undefined> {
  const now = clock.now();
  const subscription = await store.subscriptions.get(channel);
  if (!subscription) return 'This channel is not subscribed.';
  if (subscription.paused)
    return `This channel is paused (${subscription.paused.reason}); \`/papers resume\` goes on.`;
  const chosen = await chooseFor(store, subscription, now);
  if (chosen.kind === 'nothing') return chosen.text;
  await store.deliveries.enqueue({ channel, slot: now }, now);
  void deliver.run().catch((err: unknown) => log.error({ err, channel }, 'a post on demand failed'));
  return undefined;
}
