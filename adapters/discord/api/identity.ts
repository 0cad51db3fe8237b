import {
  type APIApplication,
  type APIUser,
  ApplicationIntegrationType,
  ChannelType,
  Routes,
} from 'discord.js';
import { LRUCache } from 'lru-cache';
import { once } from '../../../src/core/async/once.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import { toDiscordTenantId } from './ids.ts';
import { readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

/** The bot's own ids and the servers of channels, fetched once: posting works without a gateway. */
export interface Identity {
  /** The bot's own user id. */
  getBotId(): Promise<string>;
  /** The application's id: equal to the bot's except for very old bots. */
  getApplicationId(): Promise<string>;
  /** Whether the app's owner has switched User Install on. */
  allowsUserInstall(): Promise<boolean>;
  /** The server that a channel belongs to. */
  findTenant(channel: string): Promise<TenantId>;
  /** Whether a channel is a forum, in which every message of the bot opens a post. */
  isForum(channel: string): Promise<boolean>;
}

/** What never changes about a channel. */
interface Fixed {
  readonly guildId: string | undefined;
  readonly type: ChannelType;
}

/** A channel never moves to another server, and none becomes a forum or ceases to be one. */
const MAX_CHANNELS = 10_000;

/** What the gateway has already sent of a channel. */
export type FindChannel = (channel: string) => Fixed | undefined;

export function createIdentity(send: Send, findChannel: FindChannel): Identity {
  const channels = new LRUCache<string, Fixed>({ max: MAX_CHANNELS });

  async function readFixed(channelId: string): Promise<Fixed> {
    const known = channels.get(channelId);
    if (known) return known;
    const fixed = findChannel(channelId) ?? (await fetchFixed(channelId));
    channels.set(channelId, fixed);
    return fixed;
  }

  async function fetchFixed(channelId: string): Promise<Fixed> {
    const channel = await readChannel(send, channelId);
    const guildId = 'guild_id' in channel ? channel.guild_id : undefined;
    return { guildId, type: channel.type };
  }

  const fetchApp = once(async () => {
    const request = { route: Routes.currentApplication(), operation: 'get_my_application' } as const;
    return (await send({ method: 'GET', ...request })) as APIApplication;
  });

  return {
    getBotId: once(async () => {
      const user = await send({ method: 'GET', route: Routes.user(), operation: 'get_my_user' });
      return (user as APIUser).id;
    }),
    getApplicationId: async () => (await fetchApp()).id,
    allowsUserInstall: async () => {
      const { integration_types_config: installs } = await fetchApp();
      return installs?.[ApplicationIntegrationType.UserInstall] != null;
    },
    findTenant: async (channel) => toDiscordTenantId((await readFixed(channel)).guildId, channel),
    isForum: async (channel) => (await readFixed(channel)).type === ChannelType.GuildForum,
  };
}
