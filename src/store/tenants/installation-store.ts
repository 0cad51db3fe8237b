import type { Kysely } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { InstallationStore, SealedInstallation } from '../../core/store/installation-store.ts';
import { eraseDeleted, transact } from '../dialect/dialect.ts';
import type { InstallationTable, Schema } from '../tables/schema.ts';

/** Workspaces and organizations that installed the app, with their tokens. */
export function createInstallationStore(db: Kysely<Schema>): InstallationStore {
  const findRow = (tenant: TenantId) =>
    db.selectFrom('installation').selectAll().where('tenant', '=', tenant).executeTakeFirst();

  return {
    async save({ tenant, sealed, installedAt }) {
      const columns = { organization: null, sealed, installed_at: installedAt, renewing_until: null };
      await db
        .insertInto('installation')
        .values({ tenant, ...columns })
        .onConflict((on) => on.column('tenant').doUpdateSet(columns))
        .execute();
    },

    async find(tenant) {
      const row = await findRow(tenant);
      const organization = row?.organization;
      return toInstallation(organization ? await findRow(organization) : row);
    },

    async list() {
      const rows = await db.selectFrom('installation').selectAll().orderBy('tenant').execute();
      return rows.flatMap((row) => toInstallation(row) ?? []);
    },

    async count() {
      const { installed } = await db
        .selectFrom('installation')
        .select(({ fn }) => fn.countAll<number>().as('installed'))
        .where('sealed', 'is not', null)
        .executeTakeFirstOrThrow();
      return Number(installed);
    },

    async reseal(tenant, from, to) {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ sealed: to })
        .where('tenant', '=', tenant)
        .where('sealed', '=', from)
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    async cover(organization, workspace, at) {
      await db
        .insertInto('installation')
        .values({ tenant: workspace, organization, sealed: null, installed_at: at, renewing_until: null })
        .onConflict((on) => on.doNothing())
        .execute();
    },

    listCovered: (organization) => listCovered(db, organization),

    async remove(tenant) {
      const removed = await transact(db, 'tenants', async (tx) => {
        const covered = await listCovered(tx, tenant);
        await tx.deleteFrom('installation').where('organization', '=', tenant).execute();
        const { numDeletedRows } = await tx
          .deleteFrom('installation')
          .where('tenant', '=', tenant)
          .executeTakeFirstOrThrow();
        return numDeletedRows > 0n ? [tenant, ...covered] : covered;
      });
      if (removed.length > 0) await eraseDeleted(db);
      return removed;
    },

    async claimRenewal(tenant, now, until) {
      const { numUpdatedRows } = await db
        .updateTable('installation')
        .set({ renewing_until: until })
        .where('tenant', '=', tenant)
        .where(({ eb, or }) => or([eb('renewing_until', 'is', null), eb('renewing_until', '<=', now)]))
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },
  };
}

async function listCovered(db: Kysely<Schema>, organization: TenantId): Promise<TenantId[]> {
  const rows = await db
    .selectFrom('installation')
    .select('tenant')
    .where('organization', '=', organization)
    .orderBy('tenant')
    .execute();
  return rows.map(({ tenant }) => tenant);
}

function toInstallation(row: InstallationTable | undefined): SealedInstallation | undefined {
  if (row?.sealed == null) return undefined;
  return { tenant: row.tenant, sealed: row.sealed, installedAt: row.installed_at };
}
