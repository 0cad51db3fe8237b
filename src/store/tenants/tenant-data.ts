import type { Kysely } from 'kysely';
import type { ChannelId, TenantId } from '../../core/base/ids.ts';
import type { TenantData } from '../../core/store/tenant-store.ts';
import { TABLES_OF_PERSONS } from '../people/person-store.ts';
import { beginsWith } from '../tables/prefix-end.ts';
import type { Schema } from '../tables/schema.ts';
import { splitIntoSlices } from '../tables/slices.ts';

type Row = Record<string, unknown>;

/** What is encrypted says nothing to who reads an export, and tokens and addresses are nobody else's. */
const SECRET = ['sealed', 'address', 'address_checksum'];

/** The channels and mailboxes of a server or workspace, whether they are subscribed or only have posts. */
export async function listChannels(db: Kysely<Schema>, tenant: TenantId): Promise<ChannelId[]> {
  const subscribed = await db
    .selectFrom('subscription')
    .select('channel')
    .where('tenant', '=', tenant)
    .execute();
  const posted = await db
    .selectFrom('post')
    .select('channel')
    .distinct()
    .where('tenant', '=', tenant)
    .execute();
  // Of a mailbox that was stopped only posts are left.
  const mailed = await db.selectFrom('mailbox').select('channel').where('tenant', '=', tenant).execute();
  // What was never posted is known by its channel alone, where the tenant is in the channel's id (on Slack).
  const planned = await db
    .selectFrom('delivery')
    .select('channel')
    .distinct()
    .where(beginsWith('channel', `${tenant}/`))
    .execute();
  return [...new Set([...subscribed, ...posted, ...mailed, ...planned].map(({ channel }) => channel))];
}

/** Every row that `TenantStore.erase` would delete, by table, without what is encrypted. */
export async function readTenantData(db: Kysely<Schema>, tenant: TenantId): Promise<TenantData> {
  const tables = new Map<string, Row[]>();
  const add = (table: string, rows: readonly object[]): void => {
    const readable = rows.map((row) => withoutSecrets(row));
    if (readable.length > 0) tables.set(table, [...(tables.get(table) ?? []), ...readable]);
  };
  for (const slice of splitIntoSlices(await listChannels(db, tenant)))
    for (const table of ['subscription', 'delivery', 'post'] as const)
      add(
        table,
        await db
          .selectFrom(table as 'post')
          .selectAll()
          .where('channel', 'in', slice)
          .execute(),
      );
  for (const table of ['mailbox', 'shared_card', 'community_member', 'departure', 'installation'] as const)
    add(
      table,
      await db
        .selectFrom(table as 'departure')
        .selectAll()
        .where('tenant', '=', tenant)
        .execute(),
    );
  for (const table of TABLES_OF_PERSONS) {
    const hasTenant = table === 'vote' || table === 'summary_feedback';
    const rows = await db
      .selectFrom(table as 'vote')
      .selectAll()
      .where(({ or, eb }) =>
        or([
          // On Slack a person belongs to one workspace.
          beginsWith('person', `${tenant}/`),
          ...(hasTenant ? [eb('tenant', '=', tenant)] : []),
          ...(table === 'shown_list' ? [beginsWith('place', `${tenant} `)] : []),
        ]),
      )
      .execute();
    add(table, rows);
  }
  return Object.fromEntries(tables);
}

function withoutSecrets(row: object): Row {
  return Object.fromEntries(Object.entries(row).filter(([column]) => !SECRET.includes(column)));
}
