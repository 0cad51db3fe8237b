import type { Delivery, Digest } from '../../core/delivery/delivery.ts';
import type { RecapPeriod } from '../../core/schedule/recap.ts';
import { planDigest } from '../composing/plan-digest.ts';
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
  await planDigest(store, delivery, digest, { layout: subscription.layout, now });
  return digest;
}
