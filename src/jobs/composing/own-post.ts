import { type PersonId, type PlatformName, splitId } from '../../core/base/ids.ts';
import type { ChannelAccess } from '../../core/platform/platform.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';

/** The platforms, which know their private conversations. */
export interface OwnPostDeps {
  readonly platforms: ReadonlyMap<PlatformName, { readonly channels?: Pick<ChannelAccess, 'isPrivate'> }>;
}

/** Whose own post it is, if it is one person's: their follows and reading list say what they like. */
export function findPerson(deps: OwnPostDeps, subscription: Subscription): PersonId | undefined {
  const { followsOf, owner } = subscription;
  return followsOf ?? (isPrivate(deps, subscription) ? owner : undefined);
}

/** Whoever votes there is the only one it is for. */
export function isOfOne(deps: OwnPostDeps, subscription: Subscription): boolean {
  return subscription.followsOf !== undefined || isPrivate(deps, subscription);
}

function isPrivate({ platforms }: OwnPostDeps, { channel, tenant }: Subscription): boolean {
  const { platform, id } = splitId(channel);
  return tenant !== undefined && platforms.get(platform)?.channels?.isPrivate?.(id, tenant) === true;
}
