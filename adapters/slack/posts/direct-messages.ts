import { LRUCache } from 'lru-cache';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { toUserId } from '../api/ids.ts';
import type { Web } from '../api/web.ts';
import { problems } from '../texts/errors.ts';

const MAX_CHANNELS = 5000;

export interface DirectMessagesOptions {
  readonly web: Web;
  readonly say: (to: Destination, message: Message) => Promise<unknown>;
}

/** The bot's private conversations. */
export function createDirectMessages({ web, say }: DirectMessagesOptions) {
  // The channel of a conversation never changes.
  const channels = new LRUCache<string, string>({ maxSize: MAX_CHANNELS, sizeCalculation: () => 1 });

  /** The channel of the bot's direct messages with a person. */
  async function openDirectMessages(user: string): Promise<string> {
    const known = channels.get(user);
    if (known !== undefined) return known;
    const { channel } = await web.call('conversations.open', (client) =>
      client.conversations.open({ users: user }),
    );
    if (!channel?.id) throw new DeliveryError('gone', problems.slackNoDirectMessage());
    channels.set(user, channel.id);
    return channel.id;
  }

  return {
    openDirectMessages,
    async notify(person: PersonId, message: Message): Promise<void> {
      const user = toUserId(person);
      if (user === undefined) throw new DeliveryError('gone', problems.slackNotAPerson({ person }));
      await say({ channel: await openDirectMessages(user) }, message);
    },
  };
}
