import type { PersonId, TenantId } from '../../../src/core/base/ids.ts';

/** The start of Discord's time, 2015-01-01: the first 42 bits of an id are milliseconds since then. */
const DISCORD_EPOCH = 1_420_070_400_000n;

export function personId(user: string): PersonId {
  return `discord:${user}`;
}

/** The Discord user behind a person. */
export function userOf(person: PersonId): string {
  return person.replace(/^discord:/, '');
}

/** A server; a private conversation is a community of its own. */
export function tenantId(guild: string | undefined, channel: string): TenantId {
  return guild === undefined ? `discord:dm-${channel}` : `discord:${guild}`;
}

/** The server of a tenant; nothing for a private conversation, and for another platform's. */
export function guildOf(tenant: TenantId): string | undefined {
  return /^discord:(\d{1,20})$/.exec(tenant)?.[1];
}

/** When an id was made, in milliseconds. */
export function madeAt(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}
