import type { Kysely } from 'kysely';
import type { TenantId } from '../../core/base/ids.ts';
import type { TenantStore } from '../../core/store/tenant-store.ts';
import { deleteChannels } from '../channels/channel-data.ts';
import { listChannelsWithoutTenant, renameChannel } from '../channels/channel-names.ts';
import { readSubscription } from '../channels/subscription-row.ts';
import { eraseDeleted, transact } from '../dialect/dialect.ts';
import { TABLES_OF_PERSONS } from '../people/person-store.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';
import { unlinkTenant } from '../votes/communities.ts';
import { listChannels, readTenantData } from './tenant-data.ts';

/** Servers and workspaces that remove the bot and add it again. */
export function createTenantStore(db: Kysely<Schema>): TenantStore {
  return {
    depart: (departure, pause) =>
      transact(db, 'tenants', async (tx) => {
        await tx
          .insertInto('departure')
          .values({ ...departure })
          .onConflict((on) => on.doNothing())
          .execute();
        const paused = await tx
          .updateTable('subscription')
          .set({ paused: JSON.stringify(pause) })
          .where('tenant', '=', departure.tenant)
          .where('paused', 'is', null)
          .returning('channel')
          .execute();
        return paused.map(({ channel }) => channel);
      }),

    undoDeparture: (tenant) =>
      transact(db, 'tenants', async (tx) => {
        const { numDeletedRows } = await tx
          .deleteFrom('departure')
          .where('tenant', '=', tenant)
          .executeTakeFirstOrThrow();
        if (numDeletedRows === 0n) return [];
        const rows = await tx
          .selectFrom('subscription')
          .selectAll()
          .where('tenant', '=', tenant)
          .where('paused', 'is not', null)
          .execute();
        // A post that failed while the bot was being removed has paused its channel as a fault.
        return rows.map(readSubscription).filter(({ paused }) => paused?.by !== 'person');
      }),

    listDeparted: () => db.selectFrom('departure').selectAll().orderBy('at').execute(),

    async listKnown(platform) {
      const prefix = `${platform}:`;
      const found = await Promise.all(
        (['subscription', 'post', 'shared_card', 'vote', 'departure'] as const).map((table) =>
          db
            .selectFrom(table as 'subscription')
            .select('tenant')
            .distinct()
            .where(beginsWith('tenant', prefix))
            .execute(),
        ),
      );
      return [...new Set(found.flat().flatMap(({ tenant }) => tenant ?? []))].toSorted();
    },

    listChannelsWithoutTenant: (platform) => listChannelsWithoutTenant(db, platform),
    renameChannel: (from, to) => transact(db, 'tenants', (tx) => renameChannel(tx, from, to)),

    read: (tenant) => readTenantData(db, tenant),

    async erase(tenant) {
      await transact(db, 'votes', (tx) => erase(tx, tenant));
      await eraseDeleted(db);
    },
  };
}

async function erase(tx: Kysely<Schema>, tenant: TenantId): Promise<void> {
  await deleteChannels(tx, await listChannels(tx, tenant));
  await unlinkTenant(tx, tenant);
  await tx.deleteFrom('vote').where('tenant', '=', tenant).execute();
  await tx.deleteFrom('summary_feedback').where('tenant', '=', tenant).execute();
  await tx.deleteFrom('shared_card').where('tenant', '=', tenant).execute();
  // On Slack a person belongs to one workspace, `slack:TEAM/USER`; a Discord user may be in other servers.
  for (const table of TABLES_OF_PERSONS)
    await tx
      .deleteFrom(table as 'vote')
      .where(beginsWith('person', `${tenant}/`))
      .execute();
  await tx
    .deleteFrom('shown_list')
    .where(beginsWith('place', `${tenant} `))
    .execute();
  await tx.deleteFrom('departure').where('tenant', '=', tenant).execute();
  await tx.deleteFrom('installation').where('tenant', '=', tenant).execute();
}
