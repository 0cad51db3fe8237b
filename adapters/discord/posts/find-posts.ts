import { type APIMessage, Routes } from 'discord.js';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import { commandSpan } from '../../../src/core/base/text.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import type { PostFinder } from '../../../src/core/platform/platform.ts';
import { explainGoneThread } from '../api/errors.ts';
import type { Identity } from '../api/identity.ts';
import { readCreationTime } from '../api/ids.ts';
import { listMissing } from '../api/permissions.ts';
import type { Send } from '../api/rest.ts';
import { LIMITS } from '../render/limits.ts';
import { problems } from '../texts/errors.ts';
import { listForumPosts, readFirstMessage } from './forum-posts.ts';
import { toDiscordChannel } from './messages.ts';
import { hasKey } from './post-key.ts';

/** How far back a post is searched for: 2,000 messages. */
const MAX_PAGES = 20;

export interface FindPostsOptions extends Pick<Identity, 'getBotId' | 'findTenant' | 'isForum'> {
  readonly send: Send;
}

/** Finds our posts by their key, in Discord's history of a channel or thread. */
export function createFindPosts({ send, getBotId, findTenant, isForum }: FindPostsOptions): PostFinder {
  async function readPage(channel: string, before: string | undefined): Promise<APIMessage[]> {
    const query = { limit: String(LIMITS.page), ...(before ? { before } : {}) };
    const route = Routes.channelMessages(channel);
    return (await send({ method: 'GET', route, operation: 'list_messages', query })) as APIMessage[];
  }

  /**
   * Our posts with this key, the newest first, so that a clock of ours that is ahead of Discord's hides no
   * recent post. Returns whether there were any messages to read.
   */
  async function* matches(channel: string, key: string, since: Instant): AsyncGenerator<APIMessage, boolean> {
    const own = await getBotId();
    let before: string | undefined;
    for (let pages = 0; pages < MAX_PAGES; pages++) {
      const page = await readPage(channel, before);
      yield* page.filter((message) => message.author.id === own && hasKey(message, key));
      const oldest = page.at(-1)?.id;
      if (oldest === undefined) return pages > 0;
      if (page.length < LIMITS.page || readCreationTime(oldest) < since) return true;
      before = oldest;
    }
    throw new DeliveryError('refused', problems.discordLookupTooLong({ postNow: commandSpan('post-now') }));
  }

  async function findSome(to: Destination, key: string, since: Instant, most: number): Promise<SentPost[]> {
    if (to.thread === undefined && (await isForum(to.channel))) return findInForum(to, key, since, most);
    const channel = toDiscordChannel(to);
    const found: APIMessage[] = [];
    const isSeen = await explainGoneThread(to, collect(matches(channel, key, since), found, most));
    // Discord shows an empty channel to a bot that lacks the permission to read it.
    if (!isSeen && (await listMissing(send, channel, await getBotId())).includes('ReadMessageHistory'))
      throw new DeliveryError('refused', problems.discordHistoryHidden());
    if (found.length === 0) return [];
    const tenant = await findTenant(to.channel);
    return found.map(({ id }) => ({ ...to, messageId: id, tenant }));
  }

  async function findInForum(
    to: Destination,
    key: string,
    since: Instant,
    most: number,
  ): Promise<SentPost[]> {
    const [own, tenant] = await Promise.all([getBotId(), findTenant(to.channel)]);
    const found: SentPost[] = [];
    for await (const { id } of listForumPosts(send, { channel: to.channel, tenant, own, since })) {
      if (found.length >= most) break;
      const first = await readFirstMessage(send, id);
      if (first && hasKey(first, key)) found.push({ ...to, thread: id, messageId: id, tenant });
    }
    return found;
  }

  return {
    find: async (to, key, since) => (await findSome(to, key, since, 1))[0],
    findAll: (to, key, since) => findSome(to, key, since, Number.POSITIVE_INFINITY),
  };
}

/** Takes up to `most` into `into`; resolves with the generator's return value, `true` where it was left before its end. */
async function collect(
  from: AsyncGenerator<APIMessage, boolean>,
  into: APIMessage[],
  most: number,
): Promise<boolean> {
  for (;;) {
    const { done, value } = await from.next();
    if (done) return value;
    into.push(value);
    if (into.length >= most) return true;
  }
}
