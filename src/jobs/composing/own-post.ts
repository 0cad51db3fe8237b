import { type PersonId, splitId } from '../../core/base/ids.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';

/** Whose own post it is, if it is one person's: their follows and reading list say what they like. */
export function findPerson({ channel, tenant, followsOf, owner }: Subscription): PersonId | undefined {
  return followsOf ?? (isPrivate({ channel, tenant }) ? owner : undefined);
}

/** Whoever votes there is the only one it is for. */
export function isOfOne({ channel, tenant, followsOf }: Subscription): boolean {
  return followsOf !== undefined || isPrivate({ channel, tenant });
}

function isPrivate({ channel, tenant }: Pick<Subscription, 'channel' | 'tenant'>): boolean {
  if (tenant === undefined) return false;
  const [conversation, own] = [splitId(channel).id, splitId(tenant)];
  // Discord names such a tenant after the channel; the terminal has one person.
  return own.id === `dm-${conversation}` || (own.platform === 'terminal' && own.id === conversation);
}
