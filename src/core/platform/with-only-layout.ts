import type { Subscription } from '../schedule/subscription.ts';
import type { Platform } from './platform.ts';

/** A subscription as its platform carries it out: some have one layout alone. */
export function withOnlyLayout(
  subscription: Subscription,
  platform: Pick<Platform, 'onlyLayout'> | undefined,
): Subscription {
  const { onlyLayout } = platform ?? {};
  return onlyLayout === undefined ? subscription : { ...subscription, layout: onlyLayout };
}
