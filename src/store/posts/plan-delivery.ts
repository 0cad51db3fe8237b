import type { Kysely } from 'kysely';
import { PaperboyError } from '../../core/base/errors.ts';
import type { Instant } from '../../core/base/time.ts';
import type { DeliveryKey, Digest, Post } from '../../core/delivery/delivery.ts';
import { findOperations } from '../dialect/dialect.ts';
import type { Schema } from '../tables/schema.ts';
import { problems } from '../tables/texts.ts';
import { insertPosts } from './post-row.ts';

/** What a delivery will post. */
export interface Plan {
  readonly key: DeliveryKey;
  readonly digest: Digest;
  readonly posts: readonly Post[];
  readonly now: Instant;
}

/**
 * Saves a delivery's digest and posts, within a transaction. The first plan stays, since some of its posts may already be
 * sent: saving the same one again changes nothing, a different one is rejected.
 */
export async function planDelivery(tx: Kysely<Schema>, { key, digest, posts, now }: Plan): Promise<void> {
  const { channel, slot } = key;
  const row = await tx
    .selectFrom('delivery')
    .select(['state', 'digest'])
    .where('channel', '=', channel)
    .where('slot', '=', slot)
    // An outcome that comes meanwhile waits for the plan.
    .$if(findOperations(tx).locksRows, (query) => query.forUpdate())
    .executeTakeFirst();
  const text = JSON.stringify(digest);
  if (row?.digest === text) return;
  if (!row) throw findRefusal(key, 'missing');
  if (row.digest !== null) throw findRefusal(key, 'planned');
  if (!['due', 'claimed', 'sending'].includes(row.state)) throw findRefusal(key, 'settled', row.state);
  await tx
    .updateTable('delivery')
    .set({ state: 'sending', digest: text, updated_at: now })
    .where('channel', '=', channel)
    .where('slot', '=', slot)
    .execute();
  await insertPosts(tx, posts);
}

function findRefusal(
  { channel, slot }: DeliveryKey,
  why: 'missing' | 'planned' | 'settled',
  state = '',
): PaperboyError {
  const at = new Date(slot).toISOString();
  return new PaperboyError(problems.deliveryNotPlanned({ channel, at, why, state }));
}
