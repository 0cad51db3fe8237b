import {
  type APIChannel,
  type APIGuild,
  type APIGuildMember,
  type APIOverwrite,
  OverwriteType,
  PermissionFlagsBits,
  Routes,
} from 'discord.js';
import { permissionTexts } from '../texts/permissions.ts';
import type { Send } from './rest.ts';

export type NeededPermission = keyof typeof permissionTexts;

/** What the bot needs in a channel. The invite link asks for these. */
const NEEDED = Object.keys(permissionTexts) as readonly NeededPermission[];

/** The sum of `NEEDED`. */
const INVITE_PERMISSIONS: bigint = NEEDED.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);

/** Of an owner or an administrator: all bits that Discord has, or will have. */
const EVERY_PERMISSION = (1n << 64n) - 1n;

/** A permission as Discord's settings name it. */
export function describePermission(permission: NeededPermission): string {
  return permissionTexts[permission]();
}

/** The link with which a server's owner invites the bot with exactly the permissions it needs. */
export function buildInviteLink(app: string): string {
  const scope = 'bot+applications.commands';
  return `https://discord.com/oauth2/authorize?client_id=${app}&scope=${scope}&permissions=${INVITE_PERMISSIONS}`;
}

/** Which of the needed permissions the bot lacks in a channel, fetched from Discord now. */
export async function listMissing(send: Send, channelId: string, me: string): Promise<NeededPermission[]> {
  const allowed = (await readAllowed(send, channelId, me))?.allowed;
  return allowed === undefined ? [] : NEEDED.filter((name) => (allowed & PermissionFlagsBits[name]) === 0n);
}

/** A role of the channel's server, whether anybody may mention it, and whether a mention of it by the bot notifies its people. */
export async function findRole(
  send: Send,
  channelId: string,
  { me, role: id }: { readonly me: string; readonly role: string },
): Promise<{ readonly name: string; readonly isOpen: boolean; readonly notifies: boolean } | undefined> {
  const read = await readAllowed(send, channelId, me);
  const role = read?.guild.roles.find((one) => one.id === id);
  if (!read || !role) return undefined;
  const mayAll = (read.allowed & PermissionFlagsBits.MentionEveryone) !== 0n;
  return { name: role.name, isOpen: role.mentionable, notifies: role.mentionable || mayAll };
}

/** What the bot may do in a channel of a server, read from Discord now; `undefined` for one of no server. */
async function readAllowed(
  send: Send,
  channelId: string,
  me: string,
): Promise<{ readonly allowed: bigint; readonly guild: APIGuild } | undefined> {
  const channel = await readChannel(send, channelId);
  if (!('guild_id' in channel) || !channel.guild_id) return undefined;
  // A thread inherits its channel's permission overwrites.
  const inThread = 'thread_metadata' in channel && channel.parent_id;
  const holder = inThread ? await readChannel(send, channel.parent_id ?? channelId) : channel;
  const [guild, member] = await Promise.all([
    send({
      method: 'GET',
      route: Routes.guild(channel.guild_id),
      operation: 'get_guild',
    }) as Promise<APIGuild>,
    send({
      method: 'GET',
      route: Routes.guildMember(channel.guild_id, me),
      operation: 'get_guild_member',
    }) as Promise<APIGuildMember>,
  ]);
  return { allowed: computePermissions(guild, member, readOverwrites(holder), me), guild };
}

/** Whether a member may see a channel; `holder` is the channel itself, or the parent of a thread. */
export function mayView(guild: APIGuild, member: APIGuildMember, holder: APIChannel, user: string): boolean {
  const allowed = computePermissions(guild, member, readOverwrites(holder), user);
  return (allowed & PermissionFlagsBits.ViewChannel) !== 0n;
}

function readOverwrites(holder: APIChannel): readonly APIOverwrite[] {
  return 'permission_overwrites' in holder ? (holder.permission_overwrites ?? []) : [];
}

export async function readChannel(send: Send, channelId: string): Promise<APIChannel> {
  return (await send({
    method: 'GET',
    route: Routes.channel(channelId),
    operation: 'get_channel',
  })) as APIChannel;
}

/** Discord's own order: everyone, the roles, the channel's overwrites for everyone, for the roles, for the member. */
function computePermissions(
  guild: Pick<APIGuild, 'id' | 'owner_id' | 'roles'>,
  member: Pick<APIGuildMember, 'roles'>,
  overwrites: readonly APIOverwrite[],
  user: string,
): bigint {
  const mine = new Set([guild.id, ...member.roles]);
  const base = guild.roles
    .filter(({ id }) => mine.has(id))
    .reduce((sum, { permissions }) => sum | BigInt(permissions), 0n);
  if (guild.owner_id === user || base & PermissionFlagsBits.Administrator) return EVERY_PERMISSION;
  const steps = [
    overwrites.filter(({ id }) => id === guild.id),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== guild.id && mine.has(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === user),
  ];
  return steps.reduce((allowed, step) => {
    const deny = step.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n);
    const allow = step.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n);
    return (allowed & ~deny) | allow;
  }, base);
}
