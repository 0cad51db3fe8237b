import type { Instant } from '../../core/base/time.ts';
import type { DeliveryKey, Digest } from '../../core/delivery/delivery.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import type { Layout } from '../../core/schedule/subscription.ts';
import type { Store } from '../../core/store/store.ts';

/** Saves what was chosen for a delivery, with its posts: it is sent like that, and never chosen again. */
export async function planDigest(
  { deliveries }: Pick<Store, 'deliveries'>,
  key: DeliveryKey,
  digest: Digest,
  { layout, now }: { readonly layout: Layout; readonly now: Instant },
): Promise<void> {
  await deliveries.plan(key, digest, planPosts(key, digest, layout), now);
}
