import type { APIApplicationCommand, APIAttachment, APIEmbed, APIMessageTopLevelComponent } from 'discord.js';
import { ChannelType, PermissionFlagsBits } from 'discord.js';

export interface User {
  readonly id: string;
  readonly username: string;
  readonly bot: boolean;
  /** Whether this person takes direct messages. */
  takesMessages: boolean;
  locale: string;
}

export interface Role {
  readonly id: string;
  readonly name: string;
  permissions: bigint;
  mentionable?: boolean;
}

/** An exception in a channel, for a role (0) or a member (1). */
interface Overwrite {
  readonly id: string;
  readonly type: 0 | 1;
  allow: bigint;
  deny: bigint;
}

export interface Guild {
  /** What AutoMod blocks in messages, and in the titles of forum posts. */
  blockedWords?: RegExp;
  /** Whether a message is too long in all, by a measure of Discord's own: its text and embeds as JSON. */
  isTooLong?: (body: string) => boolean;
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  /** `@everyone` has the guild's own id. */
  readonly roles: Map<string, Role>;
  /** User id → role ids. */
  readonly members: Map<string, string[]>;
}

export interface Channel {
  readonly id: string;
  readonly type: ChannelType;
  readonly name: string;
  readonly guildId: string | undefined;
  /** The channel that holds a thread. */
  readonly parentId: string | undefined;
  readonly overwrites: Map<string, Overwrite>;
  /** Oldest first. */
  readonly messages: Map<string, Message>;
  /** The person at the other end of a direct channel. */
  readonly recipientId: string | undefined;
  archived: boolean;
  locked: boolean;
  /** Of a forum: the tags that a post can have, and whether it has to have one. */
  readonly tags: ForumTag[];
  requiresTag: boolean;
  /** Of a post in a forum: the ids of its tags. */
  readonly appliedTags: readonly string[];
  /** Who opened a thread. */
  readonly ownerId: string | undefined;
}

interface ForumTag {
  readonly id: string;
  readonly name: string;
  /** Only who manages threads can apply it. */
  readonly moderated?: boolean;
}

export interface Message {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly createdAt: number;
  content: string;
  embeds: APIEmbed[];
  components: APIMessageTopLevelComponent[];
  attachments: APIAttachment[];
  flags: number;
  nonce: string | undefined;
  /** Emoji → who, in the order of arrival. */
  readonly reactions: Map<string, Set<string>>;
  editedAt: number | undefined;
  threadId: string | undefined;
}

/** The start of Discord's time, 2015-01-01. */
const DISCORD_EPOCH = 1_420_070_400_000;

/** Everything that is true on our Discord. */
export interface World {
  readonly users: Map<string, User>;
  readonly guilds: Map<string, Guild>;
  readonly channels: Map<string, Channel>;
  /** By `''` (global) or guild id. */
  readonly commands: Map<string, Map<string, APIApplicationCommand>>;
  readonly bot: User;
  /** Whether the app's owner has switched User Install on. */
  takesUserInstall: boolean;
  now(): number;
  /** When a message that is written now counts as written. */
  dated(): number;
  snowflake(): string;
  addUser(username: string, options?: { bot?: boolean }): User;
  /** `id` where it matters on which shard its events come. */
  addGuild(name: string, id?: string): Guild;
  addChannel(guild: Guild | undefined, name: string, options?: NewChannel): Channel;
  addMessage(channel: Channel, authorId: string, fields?: Partial<NewMessage>): Message;
}

interface NewChannel {
  readonly id?: string;
  readonly type?: ChannelType;
  readonly parentId?: string;
  readonly recipientId?: string;
  readonly tags?: readonly ForumTag[];
  readonly requiresTag?: boolean;
  readonly appliedTags?: readonly string[];
  readonly ownerId?: string;
}

type NewMessage = Pick<
  Message,
  'id' | 'content' | 'embeds' | 'components' | 'attachments' | 'flags' | 'nonce' | 'createdAt'
>;

/** What a new bot gets from the invite link of the README, and what anybody has. */
const BOT_PERMISSIONS =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.SendMessagesInThreads |
  PermissionFlagsBits.CreatePublicThreads |
  PermissionFlagsBits.EmbedLinks |
  PermissionFlagsBits.AttachFiles |
  PermissionFlagsBits.AddReactions |
  PermissionFlagsBits.ReadMessageHistory;

/** A Discord with one bot and nobody else. */
export function createWorld(now: () => number, dated: () => number = now): World {
  let count = 0n;
  let last = 0;
  const world: World = {
    users: new Map(),
    guilds: new Map(),
    channels: new Map(),
    takesUserInstall: true,
    commands: new Map(),
    now,
    dated,
    snowflake: () => {
      last = Math.max(last, now());
      count = (count + 1n) & 0xfffn;
      if (count === 0n) last += 1;
      return ((BigInt(last - DISCORD_EPOCH) << 22n) | count).toString();
    },
    get bot(): User {
      return bot;
    },
    addUser(username, options = {}) {
      const user: User = {
        id: world.snowflake(),
        username,
        bot: options.bot ?? false,
        takesMessages: true,
        locale: 'en-US',
      };
      world.users.set(user.id, user);
      return user;
    },
    addGuild(name, id = world.snowflake()) {
      const owner = world.addUser(`owner of ${name}`);
      const everyone: Role = { id, name: '@everyone', permissions: BOT_PERMISSIONS };
      const guild: Guild = {
        id,
        name,
        ownerId: owner.id,
        roles: new Map([[id, everyone]]),
        members: new Map([
          [owner.id, []],
          [bot.id, []],
        ]),
      };
      world.guilds.set(id, guild);
      return guild;
    },
    addChannel(guild, name, options = {}) {
      const { id, type = ChannelType.GuildText, parentId, recipientId, ownerId } = options;
      const { tags = [], requiresTag = false, appliedTags = [] } = options;
      const channel: Channel = {
        id: id ?? world.snowflake(),
        type,
        name,
        guildId: guild?.id,
        parentId,
        recipientId,
        overwrites: new Map(),
        messages: new Map(),
        archived: false,
        locked: false,
        tags: [...tags],
        requiresTag,
        appliedTags,
        ownerId,
      };
      world.channels.set(channel.id, channel);
      return channel;
    },
    addMessage(channel, authorId, fields = {}) {
      const message: Message = {
        content: '',
        embeds: [],
        components: [],
        attachments: [],
        flags: 0,
        nonce: undefined,
        createdAt: dated(),
        id: world.snowflake(),
        ...fields,
        channelId: channel.id,
        authorId,
        reactions: new Map(),
        editedAt: undefined,
        threadId: undefined,
      };
      channel.messages.set(message.id, message);
      return message;
    },
  };
  const bot = world.addUser('Paperboy', { bot: true });
  return world;
}

/** Threads of every kind. */
export function isThread({ type }: Pick<Channel, 'type'>): boolean {
  return (
    type === ChannelType.PublicThread ||
    type === ChannelType.PrivateThread ||
    type === ChannelType.AnnouncementThread
  );
}
