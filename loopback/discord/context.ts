import { ChannelType } from 'discord.js';
import type { Channel, World } from './world.ts';

/** https://docs.discord.com/developers/interactions/receiving-and-responding: a server, the direct message with the bot, another one */
export function findContext({ guildId, type }: Channel): 0 | 1 | 2 {
  if (guildId !== undefined) return 0;
  return type === ChannelType.GroupDM ? 2 : 1;
}

/** Whether the bot is in the conversation. */
export function hasBot(world: World, { guildId, type }: Channel): boolean {
  if (guildId === undefined) return type !== ChannelType.GroupDM;
  return world.guilds.get(guildId)?.members.has(world.bot.id) ?? false;
}
