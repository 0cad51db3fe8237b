import {
  type ChannelId,
  type PersonId,
  splitId,
  type TenantId,
  toChannelId,
  toPersonId,
  toTenantId,
} from '../../../src/core/base/ids.ts';
import type { Shard } from '../../../src/core/store/shards.ts';

/** Discord's epoch, 2015-01-01: the first 42 bits of an id are milliseconds since then. */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** The prefix of a private conversation's channel, which takes the place of a server. */
const DIRECT = 'dm-';

/** Without its server: Discord's ids are unique across all of Discord, and a channel never moves to another server. */
export function toDiscordChannelId(channel: string): ChannelId {
  return toChannelId('discord', channel);
}

/** The same person in every server. */
export function toDiscordPersonId(user: string): PersonId {
  return toPersonId('discord', user);
}

/** The Discord user id of a person. */
export function toUserId(person: PersonId): string {
  return splitId(person).id;
}

/** The tenant of a server. */
export function toGuildTenantId(guildId: string): TenantId {
  return toTenantId('discord', guildId);
}

/** The tenant of a direct message channel: it is a community of its own. */
function toDirectTenant(channelId: string): TenantId {
  return toTenantId('discord', `${DIRECT}${channelId}`);
}

/** The tenant of a person where the bot is no member: whatever they vote and save there is theirs alone. */
export function toGuestTenant(userId: string): TenantId {
  return toDirectTenant(userId);
}

/** The tenant of a channel: its server, or itself where it is in none. */
export function toDiscordTenantId(guildId: string | undefined, channelId: string): TenantId {
  return guildId === undefined ? toDirectTenant(channelId) : toGuildTenantId(guildId);
}

/** The server of a tenant; `undefined` for a private conversation, and for another platform's tenant. */
export function toGuildId(tenant: TenantId): string | undefined {
  const { platform, id } = splitId(tenant);
  return platform === 'discord' && !id.startsWith(DIRECT) ? id : undefined;
}

/** Whether the events of a server or a private conversation come on this shard (topics/gateway.mdx, Sharding). */
export function isOnShard(tenant: TenantId, { id, count }: Shard): boolean {
  const guild = toGuildId(tenant);
  return guild === undefined ? id === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === id;
}

/** When an id was created, in milliseconds. */
export function readCreationTime(id: string): number {
  return Number((BigInt(id) >> 22n) + DISCORD_EPOCH);
}
