import { type PersonId, splitId, type TenantId, toPersonId, toTenantId } from '../../../src/core/base/ids.ts';

/** The start of Discord's time, 2015-01-01: the first 42 bits of an id are milliseconds since then. */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** Before the channel of a private conversation, which stands for its server. */
const DIRECT = 'dm-';

export function personId(user: string): PersonId {
  return toPersonId('discord', user);
}

/** The Discord user behind a person. */
export function userOf(person: PersonId): string {
  return splitId(person).id;
}

/** A server; a private conversation is a community of its own. */
export function tenantId(guild: string | undefined, channel: string): TenantId {
  return toTenantId('discord', guild ?? `${DIRECT}${channel}`);
}

/** The server of a tenant; nothing for a private conversation, and for another platform's. */
export function guildOf(tenant: TenantId): string | undefined {
  const { platform, id } = splitId(tenant);
  return platform === 'discord' && !id.startsWith(DIRECT) ? id : undefined;
}

/** When an id was made, in milliseconds. */
export function madeAt(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}
