import { Routes } from 'discord.js';
import type { PersonId } from '../../../src/core/base/ids.ts';
import type { DirectMessages } from '../../../src/core/platform/platform.ts';
import { toUserId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import type { Messages } from './messages.ts';

/** The bot's private conversations. */
export function createDirectMessages(send: Send, { say }: Pick<Messages, 'say'>): DirectMessages {
  /** Discord has one private conversation per person, and opening it again shows the person nothing. */
  async function findChannel(person: PersonId): Promise<string> {
    const body = { recipient_id: toUserId(person) };
    const route = Routes.userChannels();
    const channel = await send({ method: 'POST', route, operation: 'create_dm', body });
    return (channel as { id: string }).id;
  }

  return {
    findChannel,
    notify: async (person, message) => say({ channel: await findChannel(person) }, message),
  };
}
