import type { Kysely } from 'kysely';
import { type ChannelId, type PlatformName, splitId } from '../../core/base/ids.ts';
import { findOperations } from '../dialect/dialect.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';
import { deleteDelivery } from './channel-data.ts';

/** Channels of a platform that are stored without a tenant in their ids. */
export async function listChannelsWithoutTenant(
  db: Kysely<Schema>,
  platform: PlatformName,
): Promise<ChannelId[]> {
  const own = beginsWith('channel', `${platform}:`);
  const rows = await db
    .selectFrom('subscription')
    .select('channel')
    .where(own)
    .union(db.selectFrom('delivery').select('channel').where(own))
    .execute();
  return rows.map(({ channel }) => channel).filter((channel) => splitId(channel).tenant === undefined);
}

/**
 * Gives a channel another id, with its settings and what was posted there; within a transaction. Rows that already have the new
 * id stay.
 */
export async function renameChannel(tx: Kysely<Schema>, from: ChannelId, to: ChannelId): Promise<void> {
  // A post refers to its delivery: between the two statements the reference is broken.
  await findOperations(tx).deferReferences(tx);
  await deleteDoubles(tx, from, to);
  const { tenant } = splitId(to);
  await tx
    .updateTable('subscription')
    .set({ channel: to, ...(tenant === undefined ? {} : { tenant }) })
    .where('channel', '=', from)
    .execute();
  await tx.updateTable('delivery').set({ channel: to }).where('channel', '=', from).execute();
  await tx.updateTable('post').set({ channel: to }).where('channel', '=', from).execute();
}

async function deleteDoubles(tx: Kysely<Schema>, from: ChannelId, to: ChannelId): Promise<void> {
  const there = await tx
    .selectFrom('subscription')
    .select('channel')
    .where('channel', '=', to)
    .executeTakeFirst();
  if (there) await tx.deleteFrom('subscription').where('channel', '=', from).execute();
  const doubles = await tx
    .selectFrom('delivery')
    .select('slot')
    .where('channel', '=', from)
    .where('slot', 'in', tx.selectFrom('delivery').select('slot').where('channel', '=', to))
    .execute();
  for (const { slot } of doubles) await deleteDelivery(tx, { channel: from, slot });
}
