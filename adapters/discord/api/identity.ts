import { type APIApplication, type APIUser, Routes } from 'discord.js';
import type { SpaceId } from '../../../src/core/base/ids.ts';
import { spaceId } from './ids.ts';
import { readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

/** Who we are and where channels belong, asked for once: posting works without a gateway. */
export interface Identity {
  /** The bot's own user id. */
  me(): Promise<string>;
  /** The application's id: equal to the bot's but for very old bots. */
  app(): Promise<string>;
  /** The server that a channel belongs to. */
  spaceOf(channel: string): Promise<SpaceId>;
}

/** `guildOf` is what the gateway has told already. */
export function createIdentity(send: Send, guildOf: (channel: string) => string | undefined): Identity {
  const spaces = new Map<string, SpaceId>();

  async function guildFromDiscord(channelId: string): Promise<string | undefined> {
    const channel = await readChannel(send, channelId);
    return 'guild_id' in channel ? channel.guild_id : undefined;
  }

  return {
    me: once(async () => {
      const user = await send({ method: 'GET', route: Routes.user(), action: 'read who we are' });
      return (user as APIUser).id;
    }),
    app: once(async () => {
      const app = await send({
        method: 'GET',
        route: Routes.currentApplication(),
        action: 'read who we are',
      });
      return (app as APIApplication).id;
    }),
    async spaceOf(channel) {
      const known = spaces.get(channel);
      if (known) return known;
      const space = spaceId(guildOf(channel) ?? (await guildFromDiscord(channel)), channel);
      spaces.set(channel, space);
      return space;
    },
  };
}

/** Asks the first time, and again only after a failure. */
function once(ask: () => Promise<string>): () => Promise<string> {
  let asked: Promise<string> | undefined;
  return async () => {
    asked ??= ask();
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
}
