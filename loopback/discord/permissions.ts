import { PermissionFlagsBits } from 'discord.js';
import { ApiError } from './api-error.ts';
import { type Channel, type Guild, isThread, type World } from './world.ts';

/** What a member may do in a channel, or in its guild when no channel is named. */
export function computePermissions(world: World, guild: Guild, userId: string, channel?: Channel): bigint {
  const all = Object.values(PermissionFlagsBits).reduce((sum, bit) => sum | bit, 0n);
  if (guild.ownerId === userId) return all;
  const roleIds = [guild.id, ...(guild.members.get(userId) ?? [])];
  const base = roleIds.reduce((sum, id) => sum | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  if (base & PermissionFlagsBits.Administrator) return all;
  const parent = channel && isThread(channel) ? world.channels.get(channel.parentId ?? '') : channel;
  if (!parent) return base;
  const everyone = parent.overwrites.get(guild.id);
  const roles = roleIds.slice(1).flatMap((id) => parent.overwrites.get(id) ?? []);
  const member = parent.overwrites.get(userId);
  let allowed = base;
  for (const step of [everyone ? [everyone] : [], roles, member ? [member] : []]) {
    const deny = step.reduce((sum, overwrite) => sum | overwrite.deny, 0n);
    const allow = step.reduce((sum, overwrite) => sum | overwrite.allow, 0n);
    allowed = (allowed & ~deny) | allow;
  }
  return allowed;
}

export function may(world: World, channel: Channel, userId: string, permission: bigint): boolean {
  if (channel.guildId === undefined) return channel.recipientId === userId || userId === world.bot.id;
  const guild = world.guilds.get(channel.guildId);
  if (!guild?.members.has(userId)) return false;
  return (computePermissions(world, guild, userId, channel) & permission) === permission;
}

/** Answers as Discord does when the bot may not: 50001 where it cannot even look, else 50013. */
export function demand(world: World, channel: Channel, ...permissions: bigint[]): void {
  if (!may(world, channel, world.bot.id, PermissionFlagsBits.ViewChannel)) throw ApiError.missingAccess();
  for (const permission of permissions) {
    if (!may(world, channel, world.bot.id, permission)) throw ApiError.missingPermissions();
  }
}
