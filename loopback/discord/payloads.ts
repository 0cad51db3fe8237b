import { type APIMessage, type APIUser, ChannelFlags, ChannelType } from 'discord.js';
import { computePermissions } from './permissions.ts';
import {
  type Channel,
  type Guild,
  isThread,
  type Message,
  type Role,
  type User,
  type World,
} from './world.ts';

/** A person as the API describes them. */
export function userJson(user: User): APIUser {
  return {
    id: user.id,
    username: user.username,
    discriminator: '0',
    global_name: null,
    avatar: null,
    ...(user.bot ? { bot: true } : {}),
  };
}

export function memberJson(world: World, guild: Guild, user: User, channel?: Channel): object {
  return {
    user: userJson(user),
    roles: guild.members.get(user.id) ?? [],
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    deaf: false,
    mute: false,
    flags: 0,
    ...(channel ? { permissions: computePermissions(world, guild, user.id, channel).toString() } : {}),
  };
}

/** A message as the API answers it to the bot, or to whoever looks at it: their own reactions are marked `me`. */
export function messageJson(world: World, message: Message, viewer: string = world.bot.id): APIMessage {
  const author = world.users.get(message.authorId);
  return {
    id: message.id,
    channel_id: message.channelId,
    type: 0,
    content: message.content,
    author: author ? userJson(author) : userJson(world.bot),
    embeds: message.embeds,
    components: message.components,
    attachments: message.attachments,
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    flags: message.flags,
    timestamp: new Date(message.createdAt).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    reactions: [...message.reactions].map(([name, users]) => ({
      emoji: { id: null, name },
      count: users.size,
      count_details: { normal: users.size, burst: 0 },
      me: users.has(viewer),
      me_burst: false,
      burst_colors: [],
    })),
  };
}

export function channelJson(channel: Channel): object {
  const common = { id: channel.id, type: channel.type, name: channel.name, guild_id: channel.guildId };
  if (channel.guildId === undefined) return { ...common, recipients: [] };
  if (isThread(channel)) {
    const thread_metadata = {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: 4320,
      archive_timestamp: '2024-01-01T00:00:00.000000+00:00',
    };
    return {
      ...common,
      parent_id: channel.parentId,
      owner_id: channel.ownerId,
      applied_tags: channel.appliedTags,
      thread_metadata,
      message_count: channel.messages.size,
      member_count: 1,
    };
  }
  const permission_overwrites = [...channel.overwrites.values()].map(({ id, type, allow, deny }) => ({
    id,
    type,
    allow: allow.toString(),
    deny: deny.toString(),
  }));
  const usual = { ...common, position: 0, parent_id: null, nsfw: false, topic: null, permission_overwrites };
  if (channel.type !== ChannelType.GuildForum) return usual;
  return {
    ...usual,
    flags: channel.requiresTag ? ChannelFlags.RequireTag : 0,
    available_tags: channel.tags.map(({ id, name, moderated = false }) => ({
      ...{ id, name, moderated },
      emoji_id: null,
      emoji_name: null,
    })),
    default_reaction_emoji: null,
    default_sort_order: null,
    default_forum_layout: 0,
  };
}

function roleJson({ id, name, permissions, mentionable = false }: Role): object {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position: 0,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable,
    flags: 0,
  };
}

export function guildJson(guild: Guild): object {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    features: [],
    preferred_locale: 'en-US',
  };
}

/** GUILD_CREATE, with the channels that the bot can see and its active threads. */
export function guildCreateJson(world: World, guild: Guild): object {
  const channels = [...world.channels.values()].filter(({ guildId }) => guildId === guild.id);
  return {
    ...guildJson(guild),
    joined_at: '2024-01-01T00:00:00.000000+00:00',
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: [memberJson(world, guild, world.bot)],
    channels: channels.filter((channel) => !isThread(channel)).map(channelJson),
    threads: channels.filter((channel) => isThread(channel) && !channel.archived).map(channelJson),
    voice_states: [],
    presences: [],
    stage_instances: [],
    guild_scheduled_events: [],
    stickers: [],
    soundboard_sounds: [],
  };
}
