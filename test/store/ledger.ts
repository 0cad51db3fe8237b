import type { Delivery, DeliveryKey, Digest, Post, SentPost } from '../../src/core/delivery/delivery.ts';
import { toPostId } from '../../src/core/digest/post-plan.ts';
import type { Store } from '../../src/core/store/store.ts';
import { channelId, tenantId } from '../support/ids.ts';

export const NOON = Date.parse('2026-04-30T12:00:00Z');
export const MINUTE = 60_000;
export const KEY: DeliveryKey = { channel: channelId('discord:100'), slot: NOON };

/** A digest of these papers. */
export function aDigest(...paperIds: string[]): Digest {
  return {
    day: '2026-04-30',
    papers: paperIds.map((paperId, i) => ({
      ...{ paperId, score: 10.5 - i, day: '2026-04-30' },
      why: [{ code: 'upvotes', values: { count: 12 }, points: 3.5 }],
    })),
  };
}

/** The `seq`-th planned post of a delivery. */
export function aPost(key: DeliveryKey, seq: number, paperIds: string[], fields: Partial<Post> = {}): Post {
  return {
    ...{ id: toPostId(key, seq), channel: key.channel, slot: key.slot, seq, paperIds },
    ...{ kind: seq === 0 ? 'overview' : 'card', inThread: seq > 0, state: 'planned' },
    ...fields,
  };
}

export function sentAs(messageId: string, fields: Partial<SentPost> = {}): SentPost {
  return { channel: '100', messageId, tenant: tenantId('discord:guild'), ...fields };
}

/** Enqueues and plans a delivery: an overview of the papers and one card each. */
export async function plan(store: Store, key: DeliveryKey, ...paperIds: string[]): Promise<Post[]> {
  await store.deliveries.enqueue(key, key.slot);
  const posts = [aPost(key, 0, paperIds), ...paperIds.map((paperId, i) => aPost(key, i + 1, [paperId]))];
  await store.deliveries.plan(key, aDigest(...paperIds), posts, key.slot);
  return posts;
}

export function listSlots(deliveries: readonly Delivery[]): string[] {
  return deliveries.map(({ channel, slot }) => `${channel} ${slot}`);
}
