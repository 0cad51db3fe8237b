import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

interface OfChannel {
  readonly channel: string;
  readonly tenant: string | null;
}

interface Owned {
  readonly channel: string;
  readonly settings: string;
}

/**
 * Slack's channels and people carry their workspace: `slack:C1` becomes `slack:T1/C1`, and `slack:T1:U1` becomes `slack:T1/U1`.
 * A channel whose workspace is not known from the database stays `slack:C1` until Slack is connected and names it.
 */
export const slackWorkspaces: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await renamePeople(db);
    await renameChannels(db);
  },
};

async function renamePeople(db: Kysely<unknown>): Promise<void> {
  for (const table of ['vote', 'shelf', 'follow', 'follow_schedule', 'follow_told', 'shown_list'])
    await sql`
      update ${sql.table(table)} set person = 'slack:' || replace(substr(person, 7), ':', '/')
      where person like 'slack:%:%'`.execute(db);
  const { rows } = await sql<Owned>`
    select channel, settings from subscription where settings like '%"owner":"slack:%'`.execute(db);
  for (const { channel, settings } of rows) {
    const changed = renameOwner(settings);
    await sql`update subscription set settings = ${changed} where channel = ${channel}`.execute(db);
  }
}

/** A row that somebody damaged stays as it is: who reads it says so. */
function renameOwner(settings: string): string {
  try {
    const read: unknown = JSON.parse(settings);
    if (typeof read !== 'object' || read === null || !('owner' in read)) return settings;
    const [platform, team, user] = String(read.owner).split(':');
    return user === undefined ? settings : JSON.stringify({ ...read, owner: `${platform}:${team}/${user}` });
  } catch (error) {
    if (error instanceof SyntaxError) return settings;
    throw error;
  }
}

async function renameChannels(db: Kysely<unknown>): Promise<void> {
  // A post refers to its delivery by the channel, and both get the new name before the transaction ends.
  await sql`pragma defer_foreign_keys = on`.execute(db);
  const only = await onlyWorkspace(db);
  const { rows } = await sql<OfChannel>`
    select channel, max(tenant) as tenant from (
      select channel, case when tenant like 'slack:T%' then tenant end as tenant from subscription
      union all
      select channel, case when tenant like 'slack:T%' then tenant end as tenant from post
      union all
      select channel, null as tenant from delivery)
    where channel like 'slack:%' and channel not like '%/%'
    group by channel`.execute(db);
  for (const { channel, tenant } of rows) {
    const workspace = tenant ?? only;
    if (workspace === undefined) continue;
    const renamed = `${workspace}/${channel.slice('slack:'.length)}`;
    for (const table of ['subscription', 'delivery', 'post'])
      await sql`update ${sql.table(table)} set channel = ${renamed} where channel = ${channel}`.execute(db);
    await sql`
      update subscription set tenant = ${workspace} where channel = ${renamed} and tenant is null`.execute(
      db,
    );
  }
}

/**
 * The workspace of everything on Slack, where there is one alone. Where the app belongs to an organization (`slack:E…`) the
 * workspace of a channel is not known from that of another.
 */
async function onlyWorkspace(db: Kysely<unknown>): Promise<string | undefined> {
  const { rows } = await sql<{ tenant: string }>`
    select distinct tenant from (
      select tenant from subscription union select tenant from post union select tenant from vote
      union select tenant from departure union select tenant from community_member
      union select substr(person, 1, instr(person, '/') - 1) from vote where person like 'slack:%/%'
      union select substr(person, 1, instr(person, '/') - 1) from shelf where person like 'slack:%/%'
      union select substr(person, 1, instr(person, '/') - 1) from follow where person like 'slack:%/%')
    where tenant like 'slack:%'`.execute(db);
  const [first, ...others] = rows.map(({ tenant }) => tenant);
  return others.length === 0 && first?.startsWith('slack:T') ? first : undefined;
}
