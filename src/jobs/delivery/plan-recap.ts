import type { Delivery, Digest } from '../../core/delivery/delivery.ts';
import { planPosts } from '../../core/digest/post-plan.ts';
import type { RecapPeriod } from '../../core/schedule/recap.ts';
import { chooseRecapFor, type RecapDeps } from '../composing/recap.ts';
import type { Outcome } from './delivery-outcome.ts';
import { type NoDigestInput, sayEmptyDay, withdrawNotice } from './no-digest.ts';

/** Chooses a recap and plans its post; or resolves with the outcome of the delivery where there is nothing to say. */
export async function planRecap(
  deps: RecapDeps,
  delivery: Delivery,
  period: RecapPeriod,
  input: NoDigestInput,
): Promise<Digest | Outcome | undefined> {
  const { store, subscription, now } = input;
  if (!subscription.recaps[period]) return { state: 'skipped', reason: { code: 'recap-off', values: {} } };
  const digest = await chooseRecapFor(deps, subscription, period, delivery.slot);
  if (!digest) return sayEmptyDay(input, { code: 'nothing-to-recap', values: { period } });
  await withdrawNotice(store, delivery, now);
  await store.deliveries.plan(delivery, digest, planPosts(delivery, digest, subscription.layout), now);
  return digest;
}
