import { type APIApplication, type APIUser, Routes } from 'discord.js';
import { LRUCache } from 'lru-cache';
import { once } from '../../../src/core/async/once.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import { toDiscordTenantId } from './ids.ts';
import { readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

/** The bot's own ids and the servers of channels, fetched once: posting works without a gateway. */
export interface Identity {
  /** The bot's own user id. */
  me(): Promise<string>;
  /** The application's id: equal to the bot's except for very old bots. */
  app(): Promise<string>;
  /** The server that a channel belongs to. */
  findTenant(channel: string): Promise<TenantId>;
}

/** A channel never moves to another server. */
const MAX_CHANNELS = 10_000;

/** `findGuild` returns what the gateway has already sent. */
export function createIdentity(send: Send, findGuild: (channel: string) => string | undefined): Identity {
  const tenants = new LRUCache<string, TenantId>({ max: MAX_CHANNELS });

  async function guildFromDiscord(channelId: string): Promise<string | undefined> {
    const channel = await readChannel(send, channelId);
    return 'guild_id' in channel ? channel.guild_id : undefined;
  }

  return {
    me: once(async () => {
      const user = await send({ method: 'GET', route: Routes.user(), operation: 'get_my_user' });
      return (user as APIUser).id;
    }),
    app: once(async () => {
      const app = await send({
        method: 'GET',
        route: Routes.currentApplication(),
        operation: 'get_my_application',
      });
      return (app as APIApplication).id;
    }),
    async findTenant(channel) {
      const known = tenants.get(channel);
      if (known) return known;
      const tenant = toDiscordTenantId(findGuild(channel) ?? (await guildFromDiscord(channel)), channel);
      tenants.set(channel, tenant);
      return tenant;
    },
  };
}
