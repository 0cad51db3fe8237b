import { type ChannelId, isOwnId, splitId, type TenantId, toTenantId } from '../base/ids.ts';
import type { Instant } from '../base/time.ts';

/** A webhook as it is stored: its address and its signing secret, encrypted for this channel. */
export interface Webhook {
  /** `webhook:NAME`, with the name that the operator gave it. */
  readonly channel: ChannelId;
  readonly sealed: string;
  readonly createdAt: Instant;
}

/** What is encrypted: both are secret, since an address often contains a key. */
export interface WebhookTarget {
  readonly address: string;
  /** `whsec_` and the key in base64, as Standard Webhooks has it. */
  readonly secret: string;
}

export interface WebhookStore {
  /** `false` where there is one of this name. */
  add(webhook: Webhook): Promise<boolean>;
  find(channel: ChannelId): Promise<Webhook | undefined>;
  list(): Promise<Webhook[]>;
  /** Deletes it with its subscription and everything that was posted; `false` where there was none. */
  remove(channel: ChannelId): Promise<boolean>;
}

/** Creates and removes webhooks, for the operator. */
export interface WebhookRegistry {
  /** Resolves with the signing secret, which is never shown again. Throws an `InputError`. */
  add(name: string, address: string): Promise<{ readonly channel: ChannelId; readonly secret: string }>;
  /** Each with the host that it leads to; `undefined` where it cannot be decrypted. */
  list(): Promise<ReadonlyArray<{ readonly channel: ChannelId; readonly host: string | undefined }>>;
  /** Throws an `InputError` where there is none. */
  remove(name: string): Promise<ChannelId>;
}

/** What the adapter needs of the bot. */
export interface WebhookAccess {
  readonly webhooks: Pick<WebhookStore, 'find'>;
  /** `undefined` where the key is a different one. */
  open(webhook: Webhook): WebhookTarget | undefined;
}

/** Whether a webhook can have this name. */
export function isWebhookName(text: string): boolean {
  return isOwnId(text);
}

/** The community of votes that a webhook shows: its own, unless it is linked with others. */
export function toWebhookTenant(channel: ChannelId): TenantId {
  const { platform, id } = splitId(channel);
  return toTenantId(platform, id);
}
