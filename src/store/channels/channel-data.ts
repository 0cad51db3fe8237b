import type { Kysely } from 'kysely';
import type { ChannelId } from '../../core/base/ids.ts';
import type { Instant } from '../../core/base/time.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';

/** Deletes the settings of channels and what was posted there; within a transaction. */
export async function deleteChannels(tx: Kysely<Schema>, channels: readonly ChannelId[]): Promise<void> {
  for (const slice of splitIntoSlices(channels)) {
    const posts = await tx.selectFrom('post').select('id').where('channel', 'in', slice).execute();
    await deletePosts(
      tx,
      posts.map(({ id }) => id),
    );
    await tx.deleteFrom('delivery').where('channel', 'in', slice).execute();
    await tx.deleteFrom('subscription').where('channel', 'in', slice).execute();
    await tx.deleteFrom('mailbox').where('channel', 'in', slice).execute();
    await tx.deleteFrom('shared_card').where('channel', 'in', slice).execute();
  }
}

/** Deletes one delivery with its posts; within a transaction. */
export async function deleteDelivery(
  tx: Kysely<Schema>,
  { channel, slot }: { readonly channel: ChannelId; readonly slot: Instant },
): Promise<void> {
  const posts = await tx
    .selectFrom('post')
    .select('id')
    .where('channel', '=', channel)
    .where('slot', '=', slot)
    .execute();
  await deletePosts(
    tx,
    posts.map(({ id }) => id),
  );
  await tx.deleteFrom('delivery').where('channel', '=', channel).where('slot', '=', slot).execute();
}

/** Deletes posts and the pending work on them; within a transaction. */
async function deletePosts(tx: Kysely<Schema>, ids: readonly string[]): Promise<void> {
  for (const slice of splitIntoSlices(ids)) {
    for (const table of [
      'preset_reaction',
      'read_back',
      'post_edit',
      'duplicate_check',
      'post_paper',
    ] as const)
      await tx.deleteFrom(table).where('post_id', 'in', slice).execute();
    await tx.deleteFrom('post').where('id', 'in', slice).execute();
  }
}
