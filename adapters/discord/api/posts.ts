import { type APIMessage, type APIThreadChannel, type APIUser, Routes } from 'discord.js';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Message } from '../../../src/core/message/message.ts';
import { oneLine } from '../../../src/core/message/safe-text.ts';
import { sendTrimmed } from '../../../src/core/message/trimming.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import type {
  ChannelAccess,
  DirectMessages,
  PostDeleter,
  PostEditor,
  PostFinder,
  Reactions,
  Sender,
  Threads,
} from '../../../src/core/platform/platform.ts';
import type { Reaction } from '../../../src/core/vote/vote.ts';
import { LIMITS, PACE } from '../render/limits.ts';
import { ballotOf, variantOf } from '../render/reactions.ts';
import { renderTrimmed } from '../render/render.ts';
import { discordCode, THREAD_EXISTS, threadGone } from './errors.ts';
import type { Identity } from './identity.ts';
import { madeAt, personId, userOf } from './ids.ts';
import { missingIn } from './permissions.ts';
import { hasKey, withKey } from './post-key.ts';
import type { PresetReactions } from './preset-reactions.ts';
import type { Send } from './rest.ts';

export interface PostsDeps {
  readonly send: Send;
  readonly identity: Pick<Identity, 'me' | 'findTenant'>;
  readonly presetReactions: Pick<PresetReactions, 'add' | 'posted'>;
  readonly log: Log;
}

export interface Posts
  extends Pick<Sender, 'send'>,
    PostFinder,
    PostEditor,
    PostDeleter,
    DirectMessages,
    Pick<ChannelAccess, 'findTenant'> {
  readonly openThread: Threads['open'];
  readonly addPresetReactions: Reactions['addPreset'];
  readonly listReactions: Reactions['list'];
}

/** How far back a post is looked for: 2,000 messages. */
const MOST_PAGES = 20;

/** Posts and what is done with them, over REST alone. */
export function createPosts({ send, identity, presetReactions, log }: PostsDeps): Posts {
  const { me, findTenant } = identity;

  async function post(channel: string, body: unknown): Promise<APIMessage> {
    const route = Routes.channelMessages(channel);
    return (await send({ method: 'POST', route, action: 'post a message', body, once: true })) as APIMessage;
  }

  async function readPage(channel: string, before: string | undefined): Promise<APIMessage[]> {
    const query = { limit: String(LIMITS.page), ...(before ? { before } : {}) };
    const route = Routes.channelMessages(channel);
    return (await send({ method: 'GET', route, action: 'look for a post', query })) as APIMessage[];
  }

  /**
   * Our posts with this key, the newest first, so that a clock of ours that runs ahead of Discord's hides nothing that is
   * recent. Returns whether there was anything to see.
   */
  async function* matches(channel: string, key: string, since: Instant): AsyncGenerator<APIMessage, boolean> {
    const own = await me();
    let before: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page = await readPage(channel, before);
      yield* page.filter((message) => message.author.id === own && hasKey(message, key));
      const oldest = page.at(-1)?.id;
      if (oldest === undefined) return pages > 0;
      if (page.length < LIMITS.page || madeAt(oldest) < since) return true;
      before = oldest;
    }
    throw new DeliveryError('refused', 'Too many messages have been written since to look for the post', {
      fix: 'Look in the channel whether the post is there.',
    });
  }

  async function findAll(to: Destination, key: string, since: Instant, most = Infinity): Promise<SentPost[]> {
    const channel = to.thread ?? to.channel;
    const found: APIMessage[] = [];
    const isSeen = await tellingThreads(to, collect(matches(channel, key, since), found, most));
    // Discord shows an empty channel to a bot that may not read it.
    if (!isSeen && (await missingIn(send, channel, await me())).includes('Read Message History')) {
      throw new DeliveryError('refused', 'The bot may not read back what it posted', {
        fix: "Give the bot's role Read Message History in this channel.",
      });
    }
    if (found.length === 0) return [];
    const tenant = await findTenant(to.channel);
    return found.map(({ id }) => ({ ...to, messageId: id, tenant }));
  }

  async function openThread(parent: SentPost, title: string): Promise<Destination> {
    const name = oneLine(title, LIMITS.threadName) || 'Papers';
    const body = { name, auto_archive_duration: PACE.threadArchiveMinutes };
    const route = Routes.threads(parent.channel, parent.messageId);
    try {
      const thread = (await send({
        method: 'POST',
        route,
        action: 'open a thread',
        body,
      })) as APIThreadChannel;
      return { channel: parent.channel, thread: thread.id };
    } catch (error) {
      // A thread has the id of the message that it hangs on.
      if (discordCode(error) === THREAD_EXISTS) return { channel: parent.channel, thread: parent.messageId };
      throw error;
    }
  }

  async function listReactions(target: SentPost): Promise<Reaction[]> {
    const channel = target.thread ?? target.channel;
    const route = Routes.channelMessage(channel, target.messageId);
    const message = (await send({ method: 'GET', route, action: 'read a post' })) as APIMessage;
    const standing: Reaction[] = [];
    for (const { emoji, count_details, me: mine } of message.reactions ?? []) {
      const ballot = ballotOf(emoji);
      if (!ballot || emoji.name === null) continue;
      const address = Routes.channelMessageReaction(
        channel,
        target.messageId,
        encodeURIComponent(emoji.name),
      );
      // Type 1 are the animated super reactions. Where our own reaction stands alone there is nobody to ask for.
      const normal = count_details.normal > (mine ? 1 : 0) ? await peopleBehind(address, '0') : [];
      const burst = count_details.burst > 0 ? await peopleBehind(address, '1') : [];
      for (const [people, isSuper] of [[normal, false] as const, [burst, true] as const]) {
        const variant = variantOf(emoji.name, ballot, isSuper);
        const read = { ballot, ...(variant === undefined ? {} : { variant }) };
        for (const { id, bot } of people) if (!bot) standing.push({ person: personId(id), ...read });
      }
    }
    return standing;
  }

  async function peopleBehind(route: `/${string}`, type: '0' | '1'): Promise<APIUser[]> {
    let people: APIUser[] = [];
    for (let after = '0'; ; ) {
      const query = { limit: String(LIMITS.page), after, type };
      const page = (await send({ method: 'GET', route, action: 'read reactions', query })) as APIUser[];
      people = people.concat(page);
      const last = page.at(-1);
      if (page.length < LIMITS.page || !last) return people;
      after = last.id;
    }
  }

  return {
    async send(to, message, key) {
      // Asked before the post: a failure to tell the server after it would leave a post that nobody knows of.
      const tenant = await findTenant(to.channel);
      const { id } = await sendTrimmed(message, log, (trimmed) => {
        const body = { ...withKey(renderTrimmed(trimmed), key), nonce: key, enforce_nonce: true };
        return tellingThreads(to, post(to.thread ?? to.channel, body));
      });
      presetReactions.posted();
      return { ...to, messageId: id, tenant };
    },
    find: async (to, key, since) => (await findAll(to, key, since, 1))[0],
    findAll: (to, key, since) => findAll(to, key, since),
    async delete(target) {
      const route = Routes.channelMessage(target.thread ?? target.channel, target.messageId);
      await send({ method: 'DELETE', route, action: 'delete a post' });
    },
    async edit(target, message: Message) {
      const route = Routes.channelMessage(target.thread ?? target.channel, target.messageId);
      await sendTrimmed(message, log, (trimmed) =>
        send({ method: 'PATCH', route, action: 'change a post', body: renderTrimmed(trimmed) }),
      );
    },
    openThread,
    addPresetReactions: presetReactions.add,
    listReactions,
    findTenant,
    findChannel: (person) => openDirect(send, person),
    async notify(person, message) {
      const channel = await openDirect(send, person);
      await sendTrimmed(message, log, (trimmed) => post(channel, renderTrimmed(trimmed)));
    },
  };
}

/** Discord has one private conversation a person, and opening it anew shows the person nothing. */
async function openDirect(send: Send, person: PersonId): Promise<string> {
  const body = { recipient_id: userOf(person) };
  const action = 'open a private conversation';
  const channel = await send({ method: 'POST', route: Routes.userChannels(), action, body });
  return (channel as { id: string }).id;
}

/** A failure that a deleted thread explains says so. */
function tellingThreads<T>(to: Destination, work: Promise<T>): Promise<T> {
  return work.catch((error) => Promise.reject(threadGone(error, to)));
}

/** Takes up to `most` into `into`; resolves with what the generator returns, `true` where it was left before its end. */
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
