import { type APIMessage, type APIThreadChannel, Routes } from 'discord.js';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { wordOverviewTitle } from '../../../src/core/message/overview.ts';
import { type SafeText, toOneLine } from '../../../src/core/message/safe-text.ts';
import { chooseTags, type Forum } from '../api/forum.ts';
import { readCreationTime, toGuildId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import { LIMITS, PACE } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';
import { texts } from '../texts/messages.ts';

export interface NewForumPost {
  readonly channel: string;
  readonly forum: Forum;
  /** What it is named after and tagged by. */
  readonly message: Message;
  /** Its first message, rendered. */
  readonly body: unknown;
}

/** Opens a post in a forum. A thread there has the id of its first message. */
export async function openForumPost(
  send: Send,
  { channel, forum, message, body }: NewForumPost,
): Promise<Pick<APIThreadChannel, 'id'>> {
  const tags = chooseTags(forum, message.kind === 'card' ? message.view.paper : undefined);
  return (await send({
    method: 'POST',
    route: Routes.threads(channel),
    operation: 'create_thread',
    body: {
      name: chooseName(message),
      auto_archive_duration: PACE.threadArchiveMinutes,
      ...(tags.length > 0 ? { applied_tags: tags } : {}),
      message: body,
    },
    once: true,
  })) as APIThreadChannel;
}

/** The title of a post: a paper's own, otherwise that of the message. */
function chooseName(message: Message): SafeText {
  const nameThread = (): string => {
    switch (message.kind) {
      case 'card':
      case 'summary':
        return message.view.paper.title;
      case 'overview':
        return wordOverviewTitle(message);
      default:
        return message.title;
    }
  };
  return toOneLine(nameThread(), LIMITS.threadName) || toOneLine(texts.thread(), LIMITS.threadName);
}

/** Whether a post is one of a forum, and not a message in a thread. */
export function isForumPost({ thread, messageId }: SentPost): boolean {
  return thread === messageId;
}

/**
 * A post that is deleted as a thread leaves nothing; deleting its first message alone leaves an empty post. It takes the permission
 * to manage threads, which the bot does not ask for: `false` without it.
 */
export async function deleteThread(send: Send, thread: string): Promise<boolean> {
  try {
    await send({ method: 'DELETE', route: Routes.channel(thread), operation: 'delete_channel' });
    return true;
  } catch (error) {
    if (error instanceof DeliveryError && error.fault === 'refused') return false;
    throw error;
  }
}

interface OwnPosts {
  readonly channel: string;
  readonly tenant: TenantId;
  /** The bot's own user id. */
  readonly own: string;
  readonly since: Instant;
}

type Thread = Pick<APIThreadChannel, 'id' | 'parent_id' | 'owner_id' | 'thread_metadata'>;

/** Archived posts that are read at most: 500. */
const MAX_PAGES = 5;

/** The bot's own posts in a forum that were made after `since`: those that are open, then those that somebody has closed since. */
export async function* listForumPosts(
  send: Send,
  { channel, tenant, own, since }: OwnPosts,
): AsyncGenerator<Thread> {
  const isMeant = ({ id, parent_id, owner_id }: Thread): boolean =>
    parent_id === channel && owner_id === own && readCreationTime(id) >= since;
  const guild = toGuildId(tenant) ?? '';
  const active = (await send({
    method: 'GET',
    route: Routes.guildActiveThreads(guild),
    operation: 'get_active_guild_threads',
  })) as { readonly threads: readonly Thread[] };
  yield* active.threads.filter(isMeant);
  let before: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const query = { limit: String(LIMITS.page), ...(before ? { before } : {}) };
    const { threads, has_more } = (await send({
      method: 'GET',
      route: Routes.channelThreads(channel, 'public'),
      operation: 'list_public_archived_threads',
      query,
    })) as { readonly threads: readonly Thread[]; readonly has_more: boolean };
    yield* threads.filter(isMeant);
    before = threads.at(-1)?.thread_metadata?.archive_timestamp;
    // The page begins with the one that was closed last.
    if (!has_more || before === undefined || Date.parse(before) < since) return;
  }
  throw new DeliveryError('refused', problems.discordLookupTooLong({ postNow: commandSpan('post-now') }));
}

/** `undefined` where somebody has deleted it. */
export async function readFirstMessage(send: Send, post: string): Promise<APIMessage | undefined> {
  try {
    const route = Routes.channelMessage(post, post);
    return (await send({ method: 'GET', route, operation: 'get_message' })) as APIMessage;
  } catch (error) {
    if (error instanceof DeliveryError && error.fault === 'gone') return undefined;
    throw error;
  }
}
