import { type APIMessage, MessageFlags, Routes } from 'discord.js';
import { splitId, type TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { sendTrimmed, withoutMention } from '../../../src/core/message/trimming.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import type { PostDeleter, PostEditor, Sender } from '../../../src/core/platform/platform.ts';
import { explainGoneThread } from '../api/errors.ts';
import { readForum } from '../api/forum.ts';
import type { Identity } from '../api/identity.ts';
import type { Send } from '../api/rest.ts';
import { renderTrimmed } from '../render/render.ts';
import { deleteThread, isForumPost, openForumPost } from './forum-posts.ts';
import { withKey } from './post-key.ts';
import type { PresetReactions } from './preset-reactions.ts';

export interface MessagesOptions extends Pick<Identity, 'findTenant' | 'isForum'> {
  readonly send: Send;
  readonly presetReactions: Pick<PresetReactions, 'notePost'>;
  readonly log: Log;
}

export interface Messages extends Pick<Sender, 'send'>, PostEditor, PostDeleter {
  /** Posts messages that are never looked up again. */
  say(to: Destination, message: Message): Promise<void>;
}

/** Sends, edits and deletes messages. */
export function createMessages(options: MessagesOptions): Messages {
  const { send, findTenant, isForum, presetReactions, log } = options;

  async function post(channel: string, body: unknown): Promise<APIMessage> {
    const route = Routes.channelMessages(channel);
    return (await send({
      method: 'POST',
      route,
      operation: 'create_message',
      body,
      once: true,
    })) as APIMessage;
  }

  return {
    async send(to, message, key) {
      // Fetched before the post: failing to find the server after it would leave a post that is not recorded.
      const tenant = await findTenant(to.channel);
      const opensPost = to.thread === undefined && (await isForum(to.channel));
      const forum = opensPost ? await readForum(send, to.channel) : undefined;
      const { isQuiet, ...destination } = to;
      const flags = isQuiet ? { flags: MessageFlags.SuppressNotifications } : {};
      const { id } = await sendTrimmed(withoutEverybody(message, tenant), log, (trimmed) => {
        const body = { ...withKey(renderTrimmed(trimmed), key), ...flags };
        if (forum) return openForumPost(send, { channel: to.channel, forum, message, body });
        // Discord takes a nonce of 25 characters (resources/message.mdx, Create Message): no key is longer.
        const marked = { ...body, nonce: key, enforce_nonce: true };
        return explainGoneThread(to, post(toDiscordChannel(to), marked));
      });
      presetReactions.notePost();
      return { ...destination, ...(forum ? { thread: id } : {}), messageId: id, tenant };
    },
    async say(to, message) {
      await sendTrimmed(message, log, (trimmed) => post(toDiscordChannel(to), renderTrimmed(trimmed)));
    },
    async edit(target, message) {
      const route = toMessageRoute(target);
      await sendTrimmed(withoutEverybody(message, target.tenant), log, (trimmed) =>
        send({ method: 'PATCH', route, operation: 'update_message', body: renderTrimmed(trimmed) }),
      );
    },
    async delete(target) {
      if (isForumPost(target) && (await deleteThread(send, target.messageId))) return;
      await send({ method: 'DELETE', route: toMessageRoute(target), operation: 'delete_message' });
    },
  };
}

/** The role of everybody has the id of the server: where the command line was given it, the server may not have been known yet. */
function withoutEverybody(message: Message, tenant: TenantId): Message {
  return message.mentions === splitId(tenant).id ? withoutMention(message) : message;
}

/** To Discord a thread is a channel. */
export function toDiscordChannel({ channel, thread }: Destination): string {
  return thread ?? channel;
}

/** The address of one of our messages. */
export function toMessageRoute(target: SentPost): `/${string}` {
  return Routes.channelMessage(toDiscordChannel(target), target.messageId);
}
