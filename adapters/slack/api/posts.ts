import type { types } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PersonId, TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Instant } from '../../../src/core/base/time.ts';
import type { SentPost } from '../../../src/core/delivery/delivery.ts';
import type { Message } from '../../../src/core/message/message.ts';
import type { Destination } from '../../../src/core/platform/destination.ts';
import type { Ballot, Reaction } from '../../../src/core/vote/vote.ts';
import { reactionName, readReactionName } from '../render/reactions.ts';
import { sendPayload } from '../render/trimmed-payload.ts';
import { slackCode } from './errors.ts';
import type { Identity } from './identity.ts';
import { type People, personId, tenantId, userOf } from './people.ts';
import type { Web } from './web.ts';
import type { Workspaces } from './workspaces.ts';

/** What marks a post as ours, in its metadata, so that `find` can tell it again. */
const POST_EVENT = 'paperboy_post';

/** Never a preview of the links in a post, and no markup in the fallback text. */
const QUIET = { unfurl_links: false, unfurl_media: false, mrkdwn: false } as const;

/**
 * Slack's clock dates the messages: ours may run ahead of it by this much, and in a rehearsal by any amount, and the
 * post is still found. A post that is there and not found would be sent twice.
 */
const CLOCK_SKEW_MS = 60 * 60_000;

const PAGE = 100;
const MOST_PAGES = 20;

export interface PostsOptions {
  readonly web: Web;
  readonly identity: () => Promise<Identity>;
  readonly workspaces: Workspaces;
  readonly people: People;
  readonly log: Log;
}

/** Where a message of ours stands. */
type Standing = Pick<SentPost, 'channel' | 'messageId'>;

/** The outgoing half of the platform. */
export type Posts = ReturnType<typeof createPosts>;

export function createPosts({ web, identity, workspaces, people, log }: PostsOptions) {
  const directChannels = new Map<string, string>();

  async function send(to: Destination, message: Message, key: string): Promise<SentPost> {
    // Asked before the post: a failure to tell after it would leave a post that nobody knows of.
    const tenant = await findTenant(to.channel);
    const metadata = { event_type: POST_EVENT, event_payload: { key } };
    const messageId = await post(to, message, { metadata });
    return { ...to, messageId, tenant };
  }

  async function findTenant(channel: string): Promise<TenantId> {
    return tenantId(await workspaces.of(channel));
  }

  /** Posts what nobody will look up again, before all digests. */
  async function say(to: Destination, message: Message): Promise<void> {
    await post(to, message, { urgent: true });
  }

  async function post(
    { channel, thread }: Destination,
    message: Message,
    marks: { readonly metadata?: types.MessageMetadata; readonly urgent?: boolean },
  ): Promise<string> {
    const { metadata, urgent = false } = marks;
    const { ts } = await sendPayload(message, log, (draw) =>
      web.call(
        'chat.postMessage',
        (client) =>
          client.chat.postMessage({
            channel,
            ...(thread ? { thread_ts: thread } : {}),
            ...draw(),
            ...QUIET,
            ...(metadata ? { metadata } : {}),
          }),
        { channel, urgent },
      ),
    );
    if (!ts) throw new DeliveryError('unknown', 'Slack took the post but did not say where it stands');
    return ts;
  }

  async function find(to: Destination, key: string, since: Instant): Promise<SentPost | undefined> {
    for await (const found of matches(to, key, since)) return found;
    return undefined;
  }

  async function findAll(to: Destination, key: string, since: Instant): Promise<SentPost[]> {
    const found: SentPost[] = [];
    for await (const one of matches(to, key, since)) found.push(one);
    return found;
  }

  async function* matches(to: Destination, key: string, since: Instant): AsyncGenerator<SentPost> {
    const { bot } = await identity();
    const tenant = await findTenant(to.channel);
    const oldest = String(Math.max(0, Math.min(since, Date.now()) - CLOCK_SKEW_MS) / 1000);
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page++) {
      const { messages = [], response_metadata } = await messagesOf(to, oldest, cursor);
      for (const { bot_id, metadata, ts } of messages) {
        const isOurs = bot_id === bot && metadata?.event_type === POST_EVENT;
        if (isOurs && ts && keyOf(metadata?.event_payload) === key) yield { ...to, messageId: ts, tenant };
      }
      cursor = response_metadata?.next_cursor;
      if (!cursor) return;
    }
    // It would be no different the next time.
    throw new DeliveryError('refused', 'There are too many messages since then to look the post up', {
      fix: 'Look into the channel, then use post-now if the digest is missing.',
    });
  }

  async function deletePost({ channel, messageId }: Standing): Promise<void> {
    await web.call('chat.delete', (client) => client.chat.delete({ channel, ts: messageId }));
  }

  async function messagesOf({ channel, thread }: Destination, oldest: string, cursor: string | undefined) {
    const page = { channel, oldest, inclusive: true, include_all_metadata: true, limit: PAGE };
    const args = { ...page, ...(cursor ? { cursor } : {}) };
    try {
      return thread
        ? await web.call('conversations.replies', (client) =>
            client.conversations.replies({ ...args, ts: thread }),
          )
        : await web.call('conversations.history', (client) => client.conversations.history(args));
    } catch (error) {
      if (slackCode(error) !== 'missing_scope' || !(error instanceof DeliveryError)) throw error;
      const says = `It cannot be looked up whether the post got through. ${error.message}`;
      throw new DeliveryError('refused', says, { cause: error, ...(error.fix ? { fix: error.fix } : {}) });
    }
  }

  async function edit({ channel, messageId }: Standing, message: Message): Promise<void> {
    await sendPayload(message, log, (draw) =>
      web.call('chat.update', (client) => client.chat.update({ channel, ts: messageId, ...draw() })),
    );
  }

  /** One by one, so that they stand in their order. */
  async function addPresetReactions(
    { channel, messageId }: SentPost,
    ballots: readonly Ballot[],
  ): Promise<void> {
    for (const ballot of ballots) {
      const name = reactionName(ballot);
      if (name !== undefined) await react(channel, messageId, name);
    }
  }

  async function react(channel: string, timestamp: string, name: string): Promise<void> {
    try {
      await web.call('reactions.add', (client) => client.reactions.add({ channel, timestamp, name }));
    } catch (error) {
      if (slackCode(error) !== 'already_reacted') throw error;
    }
  }

  async function listReactions(post: SentPost): Promise<Reaction[]> {
    const { channel, messageId: timestamp } = post;
    const team = await workspaces.of(channel);
    // Without `full` the list of people may be short.
    const { message } = await web.call('reactions.get', (client) =>
      client.reactions.get({ channel, timestamp, full: true }),
    );
    const told = (message?.reactions ?? []).flatMap(({ name = '', users = [] }) => {
      const read = readReactionName(name);
      return read ? users.map((user) => ({ user, ...read })) : [];
    });
    const bots = await botsAmong(told.map(({ user }) => user));
    return told
      .filter(({ user }) => !bots.has(user))
      .map(({ user, ...read }) => ({ person: personId(team, user), ...read }));
  }

  async function botsAmong(users: readonly string[]): Promise<Set<string>> {
    const unique = [...new Set(users)];
    const are = await Promise.all(unique.map((user) => people.isBot(user)));
    return new Set(unique.filter((_, i) => are[i]));
  }

  /** The channel of the bot's direct messages with a person. It never changes. */
  async function directMessages(user: string): Promise<string> {
    const known = directChannels.get(user);
    if (known !== undefined) return known;
    const { channel } = await web.call('conversations.open', (client) =>
      client.conversations.open({ users: user }),
    );
    if (!channel?.id) throw new DeliveryError('gone', 'Slack opens no direct messages with this person');
    directChannels.set(user, channel.id);
    return channel.id;
  }

  async function notify(person: PersonId, message: Message): Promise<void> {
    const user = userOf(person);
    if (user === undefined) throw new DeliveryError('gone', `${person} is nobody on Slack`);
    await say({ channel: await directMessages(user) }, message);
  }

  return {
    ...{ send, say, find, findAll, edit, notify, directMessages, findTenant },
    ...{ delete: deletePost, addPresetReactions, listReactions },
  };
}

function keyOf(payload: object | undefined): unknown {
  return payload && 'key' in payload ? payload.key : undefined;
}
