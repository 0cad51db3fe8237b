import { type APIThreadChannel, Routes } from 'discord.js';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import { toOneLine } from '../../../src/core/message/safe-text.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import { THREAD_EXISTS } from '../api/error-table.ts';
import { readDiscordCode } from '../api/errors.ts';
import type { Send } from '../api/rest.ts';
import { LIMITS, PACE } from '../render/limits.ts';
import { texts } from '../texts/messages.ts';
import { isForumPost } from './forum-posts.ts';

/** Opens a thread under a post, or finds the existing one: a post of a forum is one. */
export async function openThread(send: Send, parent: SentPost, title: string): Promise<Destination> {
  if (isForumPost(parent)) return { channel: parent.channel, thread: parent.messageId };
  const name = toOneLine(title, LIMITS.threadName) || texts.thread();
  const body = { name, auto_archive_duration: PACE.threadArchiveMinutes };
  const route = Routes.threads(parent.channel, parent.messageId);
  const operation = 'create_thread_from_message';
  try {
    const thread = (await send({ method: 'POST', route, operation, body })) as APIThreadChannel;
    return { channel: parent.channel, thread: thread.id };
  } catch (error) {
    // A thread has the id of its first message.
    if (readDiscordCode(error) === THREAD_EXISTS)
      return { channel: parent.channel, thread: parent.messageId };
    throw error;
  }
}
