import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.ts';
import type { Clock } from '../core/base/clock.ts';
import { InputError } from '../core/base/errors.ts';
import { type ChannelId, toChannelId } from '../core/base/ids.ts';
import type { Store } from '../core/store/store.ts';
import { problems } from '../core/webhook/texts.ts';
import {
  isWebhookName,
  type Webhook,
  type WebhookAccess,
  type WebhookRegistry,
  type WebhookTarget,
} from '../core/webhook/webhook.ts';
import { parseWebhookAddress } from '../core/webhook/webhook-address.ts';
import { deriveKey, seal, unseal } from '../sealed-text.ts';

/** Standard Webhooks wants a key of 24 to 64 bytes. */
const SECRET_BYTES = 32;
const MAX_SHOWN = 60;

export interface WebhookDeps {
  readonly config: Pick<Config, 'WEBHOOK_KEY' | 'WEBHOOK_PRIVATE_NETWORKS'>;
  readonly store: Pick<Store, 'webhooks'>;
  readonly clock: Clock;
}

/** What webhooks are made of. */
export interface WebhookParts {
  readonly access: WebhookAccess;
  readonly registry: WebhookRegistry;
}

/** `undefined` where webhooks are off. */
export function createWebhooks({ config, store, clock }: WebhookDeps): WebhookParts | undefined {
  const { WEBHOOK_KEY: secret, WEBHOOK_PRIVATE_NETWORKS: allowsHttp } = config;
  if (secret === undefined) return undefined;
  const key = deriveKey(secret, 'webhook');
  const { webhooks } = store;
  const open = ({ channel, sealed }: Webhook): WebhookTarget | undefined => {
    const text = unseal(key, channel, sealed);
    return text === undefined ? undefined : JSON.parse(text);
  };
  const registry: WebhookRegistry = {
    async add(name, typed) {
      const channel = readName(name);
      const address = parseWebhookAddress(typed, { allowsHttp }).href;
      const target: WebhookTarget = {
        address,
        secret: `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,
      };
      const sealed = seal(key, channel, JSON.stringify(target));
      const isAdded = await webhooks.add({ channel, sealed, createdAt: clock.now() });
      if (!isAdded) throw new InputError(problems.webhookNameTaken({ name }));
      return { channel, secret: target.secret };
    },
    async list() {
      return (await webhooks.list()).map((webhook) => ({
        channel: webhook.channel,
        host: readHost(open(webhook)),
      }));
    },
    async remove(name) {
      const channel = readName(name);
      if (!(await webhooks.remove(channel))) throw new InputError(problems.webhookUnknown({ name }));
      return channel;
    },
  };
  return { access: { webhooks, open }, registry };
}

/** Without its path, which often contains a key. */
function readHost(target: WebhookTarget | undefined): string | undefined {
  return target && URL.parse(target.address)?.host;
}

function readName(name: string): ChannelId {
  if (isWebhookName(name)) return toChannelId('webhook', name);
  throw new InputError(problems.webhookNameInvalid({ typed: name.slice(0, MAX_SHOWN) }));
}
