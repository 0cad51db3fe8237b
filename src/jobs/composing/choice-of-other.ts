import { isWeeklyMail } from '../../core/mail/mail-wish.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';

/** The channel that it follows; `undefined` where it follows none, or one that is no longer subscribed. */
export async function findOriginal(
  { subscriptions }: Pick<Store, 'subscriptions'>,
  { like }: Pick<Subscription, 'like'>,
): Promise<Subscription | undefined> {
  return like === undefined ? undefined : subscriptions.find(like);
}

/**
 * The subscription with the selection of the channel that it follows; the taste is that channel's, too, see `taste.ts`. A weekly mail
 * has its own size. If the channel is no longer subscribed, the last settings stay.
 */
export async function withChoiceOfOther(store: Store, own: Subscription): Promise<Subscription> {
  const other = await findOriginal(store, own);
  if (!other) return own;
  const { topics, without, minVotes, explore } = other;
  const { count } = isWeeklyMail(own) ? own : other;
  return { ...own, topics, without, minVotes, explore, count };
}
