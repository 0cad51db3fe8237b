import type { Instant } from '../../core/base/time.ts';
import type { Preview } from '../../core/command/services.ts';
import type { Digest } from '../../core/delivery/delivery.ts';
import { composePost } from '../../core/digest/compose.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import type { Message } from '../../core/message/message.ts';
import type { RecapPeriod } from '../../core/schedule/recap.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { type ComposeDeps, readComposeInput } from './compose-now.ts';
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
  return { messages: await composeAll(deps, subscription, digest, now), dropped };
}

/** What a recap of a channel would be if it were posted now; `undefined` where it would say nothing. */
export async function previewRecap(
  deps: ComposeDeps & RecapDeps,
  subscription: Subscription,
  period: RecapPeriod,
  now: Instant,
): Promise<Message | undefined> {
  const digest = await chooseRecapFor(deps, subscription, period, now);
  return digest && (await composeAll(deps, subscription, digest, now))[0];
}

async function composeAll(
  deps: ComposeDeps,
  subscription: Subscription,
  digest: Digest,
  now: Instant,
): Promise<Message[]> {
  const input = await readComposeInput(deps, digest, subscription);
  const posts = planPosts({ channel: subscription.channel, slot: now }, digest, subscription.layout);
  return posts.map((post) => composePost(post, input));
}
