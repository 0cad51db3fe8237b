import { type APIChannel, type APIGuild, type APIGuildMember, ChannelType, Routes } from 'discord.js';
import { remember } from '../../../src/core/async/remember.ts';
import type { Clock } from '../../../src/core/base/clock.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import { toUserId } from './ids.ts';
import { mayView, readChannel } from './permissions.ts';
import type { Send } from './rest.ts';

const MAX_AGE_MS = 60_000;

/**
 * Whether a person can read a channel, by the roles and the channel's overwrites at Discord. A private thread is visible to its
 * members only, and the list of members is not fetched: nobody is shown it.
 */
export function createVisibility(send: Send, clock: Clock) {
  const fetchChannel = remember(clock, (channel: string) => readChannel(send, channel));
  const fetchGuild = remember(
    clock,
    async (guild: string) =>
      (await send({ method: 'GET', route: Routes.guild(guild), operation: 'get_guild' })) as APIGuild,
  );
  const fetchMember = remember(clock, async (ids: string): Promise<APIGuildMember | undefined> => {
    const [guild = '', user = ''] = ids.split(' ');
    const route = Routes.guildMember(guild, user);
    try {
      return (await send({ method: 'GET', route, operation: 'get_guild_member' })) as APIGuildMember;
    } catch (error) {
      // Somebody who has left the server.
      if (error instanceof DeliveryError && error.fault === 'gone') return undefined;
      throw error;
    }
  });

  return async (id: string, person: PersonId): Promise<boolean> => {
    const user = toUserId(person);
    const channel = await fetchChannel(id, MAX_AGE_MS);
    if (channel.type === ChannelType.PrivateThread) return false;
    const guildId = 'guild_id' in channel ? channel.guild_id : undefined;
    if (guildId === undefined) return isRecipient(channel, user);
    const parent = 'thread_metadata' in channel ? channel.parent_id : undefined;
    const [holder, guild, member] = await Promise.all([
      parent ? fetchChannel(parent, MAX_AGE_MS) : channel,
      fetchGuild(guildId, MAX_AGE_MS),
      fetchMember(`${guildId} ${user}`, MAX_AGE_MS),
    ]);
    return member !== undefined && mayView(guild, member, holder, user);
  };
}

function isRecipient(channel: APIChannel, user: string): boolean {
  return 'recipients' in channel && (channel.recipients ?? []).some(({ id }) => id === user);
}
