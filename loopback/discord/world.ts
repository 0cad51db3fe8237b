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

/** Everything that is true on our Discord: at first one bot and nobody else. */
export class World {
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  /** By `''` (global) or guild id. */
  readonly commands = new Map<string, Map<string, APIApplicationCommand>>();
  readonly bot: User;
  readonly now: () => number;
  /** When a message that is written now counts as written. */
  readonly dated: () => number;
  /** Whether the app's owner has switched User Install on. */
  takesUserInstall = true;
  #count = 0n;
  #last = 0;

  constructor(now: () => number, dated: () => number = now) {
    this.now = now;
    this.dated = dated;
    this.bot = this.addUser('Paperboy', { bot: true });
  }

  snowflake(): string {
    this.#last = Math.max(this.#last, this.now());
    this.#count = (this.#count + 1n) & 0xfffn;
    if (this.#count === 0n) this.#last += 1;
    return ((BigInt(this.#last - DISCORD_EPOCH) << 22n) | this.#count).toString();
  }

  addUser(username: string, { bot = false }: { bot?: boolean } = {}): User {
    const id = this.snowflake();
    const user: User = { id, username, bot, takesMessages: true, locale: 'en-US' };
    this.users.set(id, user);
    return user;
  }

  /** `id` where it matters on which shard its events come. */
  addGuild(name: string, id = this.snowflake()): Guild {
    const owner = this.addUser(`owner of ${name}`);
    const everyone: Role = { id, name: '@everyone', permissions: BOT_PERMISSIONS };
    const guild: Guild = {
      id,
      name,
      ownerId: owner.id,
      roles: new Map([[id, everyone]]),
      members: new Map([
        [owner.id, []],
        [this.bot.id, []],
      ]),
    };
    this.guilds.set(id, guild);
    return guild;
  }

  addChannel(guild: Guild | undefined, name: string, options: NewChannel = {}): Channel {
    const { id = this.snowflake(), type = ChannelType.GuildText, parentId, recipientId, ownerId } = options;
    const { tags = [], requiresTag = false, appliedTags = [] } = options;
    const channel: Channel = {
      ...{ id, type, name, parentId, recipientId, ownerId, requiresTag, appliedTags },
      guildId: guild?.id,
      overwrites: new Map(),
      messages: new Map(),
      archived: false,
      locked: false,
      tags: [...tags],
    };
    this.channels.set(id, channel);
    return channel;
  }

  addMessage(channel: Channel, authorId: string, fields: Partial<NewMessage> = {}): Message {
    const message: Message = {
      content: '',
      embeds: [],
      components: [],
      attachments: [],
      flags: 0,
      nonce: undefined,
      createdAt: this.dated(),
      id: this.snowflake(),
      ...fields,
      channelId: channel.id,
      authorId,
      reactions: new Map(),
      editedAt: undefined,
      threadId: undefined,
    };
    channel.messages.set(message.id, message);
    return message;
  }
}

/** Threads of every kind. */
export function isThread({ type }: Pick<Channel, 'type'>): boolean {
  return (
    type === ChannelType.PublicThread ||
    type === ChannelType.PrivateThread ||
    type === ChannelType.AnnouncementThread
  );
}
