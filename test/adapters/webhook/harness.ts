import { onTestFinished } from 'vitest';
import { createWebhook, type WebhookOptions } from '../../../adapters/webhook/index.ts';
import { createWebhooks } from '../../../src/app/webhooks.ts';
import { createClock } from '../../../src/clock.ts';
import type { ChannelId } from '../../../src/core/base/ids.ts';
import { DEFAULT_SUBSCRIPTION } from '../../../src/core/schedule/subscription.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aClock, aLog } from '../../support/builders.ts';
import { hidesSecrets } from '../../support/produced.ts';
import { openReceiver } from '../../support/webhook-receiver.ts';

export const WEBHOOK_KEY = 'a key of a test that is long enough';

/** A part of the address, as services have it that know their senders by it. */
export const KEY_IN_ADDRESS = 'marker-in-the-address';

/** The webhook adapter before a real receiver on loopback, with one webhook, `webhook:papers`. */
export async function aWebhook(options: Partial<WebhookOptions> = {}) {
  const log = aLog();
  const clock = aClock('2026-04-30T08:00:00Z');
  const receiver = await openReceiver();
  const store = await openStore({ url: ':memory:', log });
  const config = { WEBHOOK_KEY, WEBHOOK_PRIVATE_NETWORKS: true };
  const webhooks = createWebhooks({ config, store, clock });
  if (!webhooks) throw new Error('webhooks are off');
  const { access, registry } = webhooks;
  const { channel, secret } = await registry.add('papers', `${receiver.url}/${KEY_IN_ADDRESS}?a=1`);
  hidesSecrets(() => [secret, KEY_IN_ADDRESS]);
  const make = (more: Partial<WebhookOptions> = {}) =>
    createWebhook({
      // Signatures are dated by the wall.
      ...{ access, allowsPrivate: true, clock: createClock(), botClock: clock, timeoutMs: 5000 },
      ...options,
      ...more,
    });
  onTestFinished(async () => {
    await receiver.close();
    await store.close();
  });
  return { log, clock, receiver, store, access, registry, channel, secret, make, platform: make() };
}

/** Subscribes a webhook to a digest of three papers. */
export async function subscribe(
  { store }: Pick<Awaited<ReturnType<typeof aWebhook>>, 'store'>,
  channel: ChannelId,
  nextDueAt: number,
): Promise<void> {
  await store.subscriptions.put({ ...DEFAULT_SUBSCRIPTION, channel, count: 3, nextDueAt, createdAt: 0 });
}
