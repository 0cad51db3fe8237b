import type { Kysely } from 'kysely';
import type { SpaceId } from '../core/base/ids.ts';
import type { Schema } from './schema.ts';
import { slices } from './slices.ts';

/** Every space of the community of `space`, in order; a space that was never linked is alone in its own. */
export async function communityOf(db: Kysely<Schema>, space: SpaceId): Promise<SpaceId[]> {
  const rows = await db
    .selectFrom('community_member')
    .select('space')
    .where('community', '=', ({ selectFrom }) =>
      selectFrom('community_member as own').select('own.community').where('own.space', '=', space),
    )
    .orderBy('space')
    .execute();
  return rows.length === 0 ? [space] : rows.map((row) => row.space);
}

/** Makes two communities one; within a transaction. */
export async function linkSpaces(tx: Kysely<Schema>, a: SpaceId, b: SpaceId): Promise<void> {
  await gather(tx, [...(await communityOf(tx, a)), ...(await communityOf(tx, b))]);
}

/** Takes a space out of its community; `false` when it was alone. Within a transaction. */
export async function unlinkSpace(tx: Kysely<Schema>, space: SpaceId): Promise<boolean> {
  const members = await communityOf(tx, space);
  if (members.length === 1) return false;
  await tx.deleteFrom('community_member').where('space', '=', space).execute();
  await gather(
    tx,
    members.filter((member) => member !== space),
  );
  return true;
}

/**
 * Writes who belongs together. A community is named after the smallest of its spaces, always anew: a name left over
 * from a space that has gone would join strangers once that space comes back.
 */
async function gather(tx: Kysely<Schema>, spaces: readonly SpaceId[]): Promise<void> {
  const members = [...new Set(spaces)].sort();
  for (const slice of slices(members)) {
    await tx.deleteFrom('community_member').where('space', 'in', slice).execute();
  }
  const [community, ...others] = members;
  if (community === undefined || others.length === 0) return;
  const rows = members.map((space) => ({ space, community }));
  for (const slice of slices(rows)) await tx.insertInto('community_member').values(slice).execute();
}
