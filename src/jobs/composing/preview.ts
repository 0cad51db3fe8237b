import type { Instant } from '../../core/base/time.ts';
import type { Preview } from '../../core/command/services.ts';
import { composePost } from '../../core/digest/compose.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import type { Subscription } from '../../core/schedule/subscription.ts';
import { type ComposeDeps, readComposeInput } from './compose-now.ts';
import { type ChooseDeps, chooseFor } from './prepare.ts';

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
  const input = await readComposeInput(deps, digest, subscription);
  const posts = planPosts({ channel: subscription.channel, slot: now }, digest, subscription.layout);
  return { messages: posts.map((post) => composePost(post, input)), dropped };
}
