import type { Instant } from '../../core/base/time.ts';
import type { Preview } from '../../core/command/services.ts';
import type { DeliveryKey } from '../../core/delivery/delivery.ts';
import type { Message } from '../../core/message/message.ts';
import type { RecapPeriod } from '../../core/schedule/recap.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { type ComposeDeps, composeAll } from './compose-now.ts';
import { type ChooseDeps, chooseFor } from './prepare.ts';
import { chooseRecapFor, type RecapDeps } from './recap.ts';

export type PreviewDeps = ComposeDeps & ChooseDeps;

/** What the next post of a subscription would be, as of `now`; nothing is posted or marked. */
export async function composePreview(
  deps: PreviewDeps,
  subscription: Subscription,
  now: Instant,
): Promise<Preview> {
  const chosen = await chooseFor(deps, subscription, now);
  if (chosen.kind === 'nothing') return { messages: [], nothing: chosen.reason, dropped: chosen.dropped };
  const { digest, dropped } = chosen;
  const composed = await composeAll(deps, toKey(subscription, now), digest, subscription);
  return { messages: composed.map(({ message }) => message), dropped };
}

/** What a recap of a channel would be if it were posted now; `undefined` where it would say nothing. */
export async function previewRecap(
  deps: ComposeDeps & RecapDeps,
  subscription: Subscription,
  period: RecapPeriod,
  now: Instant,
): Promise<Message | undefined> {
  const digest = await chooseRecapFor(deps, subscription, period, now);
  return digest && (await composeAll(deps, toKey(subscription, now), digest, subscription))[0]?.message;
}

function toKey({ channel }: Subscription, slot: Instant): DeliveryKey {
  return { channel, slot };
}
