import type { Kysely } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';

/** Every tenant of the community of `tenant`, sorted; a tenant that was never linked is alone in its own. */
export async function findCommunity(db: Kysely<Schema>, tenant: TenantId): Promise<TenantId[]> {
  const rows = await db
    .selectFrom('community_member')
    .select('tenant')
    .where('community', '=', ({ selectFrom }) =>
      selectFrom('community_member as own').select('own.community').where('own.tenant', '=', tenant),
    )
    .orderBy('tenant')
    .execute();
  return rows.length === 0 ? [tenant] : rows.map((row) => row.tenant);
}

/** Merges two communities; within a transaction. */
export async function linkTenants(tx: Kysely<Schema>, a: TenantId, b: TenantId): Promise<void> {
  await gather(tx, [...(await findCommunity(tx, a)), ...(await findCommunity(tx, b))]);
}

/** Removes a tenant from its community; `false` when it was alone. Within a transaction. */
export async function unlinkTenant(tx: Kysely<Schema>, tenant: TenantId): Promise<boolean> {
  const members = await findCommunity(tx, tenant);
  if (members.length === 1) return false;
  await tx.deleteFrom('community_member').where('tenant', '=', tenant).execute();
  await gather(
    tx,
    members.filter((member) => member !== tenant),
  );
  return true;
}

/**
 * Saves a community. It is named after the smallest of its tenants, each time it changes: a name left over
 * from a tenant that has left would join unrelated tenants once that tenant returns.
 */
async function gather(tx: Kysely<Schema>, tenants: readonly TenantId[]): Promise<void> {
  const members = [...new Set(tenants)].sort();
  for (const slice of splitIntoSlices(members)) {
    await tx.deleteFrom('community_member').where('tenant', 'in', slice).execute();
  }
  const [community, ...others] = members;
  if (community === undefined || others.length === 0) return;
  const rows = members.map((tenant) => ({ tenant, community }));
  for (const slice of splitIntoSlices(rows)) await tx.insertInto('community_member').values(slice).execute();
}
