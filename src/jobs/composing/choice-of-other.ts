import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';

/** The subscription with the selection of the channel that it uses. If that one is no longer subscribed, its last settings stay. */
export async function withChoiceOfOther(store: Store, own: Subscription): Promise<Subscription> {
  const other = own.like === undefined ? undefined : await store.subscriptions.find(own.like);
  if (!other) return own;
  const { topics, without, minVotes } = other;
  return { ...own, topics, without, minVotes };
}
