import type { DiscordServer } from '../../loopback/discord/index.ts';
import type { MailServer } from '../../loopback/mail-server.ts';
import type { SlackServer } from '../../loopback/slack/server.ts';
import {
  type ChannelId,
  type TenantId,
  toChannelId,
  toPersonId,
  toTenantId,
} from '../../src/core/base/ids.ts';
import { channelId } from '../../test/support/ids.ts';
import { mailboxId } from '../../test/support/mailboxes.ts';
import type { Receiver } from '../../test/support/webhook-receiver.ts';

/** `reader1@example.com` is the first mailbox. */
const READER = 'reader';

/** A post of the bot's as it is on a loopback platform, whatever the bot knows of it. */
export interface StandingPost {
  readonly platform: 'discord' | 'slack' | 'email' | 'webhook';
  /** The channel, also for a post in a thread under it. */
  readonly channel: ChannelId;
  /**
   * The idempotency key it was sent with: Discord's nonce, Slack's metadata, the beginning of a mail's
   * Message-ID, a webhook's id.
   */
  readonly key: string;
  readonly messageId: string;
  /** Who reacted with what, without the bot: emoji or Slack's name → people as the store names them. */
  readonly reactions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What a bot posted to, in the servers' own records. */
export interface Platforms {
  readonly discord: DiscordServer;
  readonly slack: SlackServer;
  readonly mail: MailServer;
  readonly receiver?: Receiver;
}

/** Everything that the bot posted by itself, as the servers stored it. Answers to commands have no key. */
export function standingPosts({ discord, slack, mail, receiver }: Platforms): StandingPost[] {
  const events = receiver ? atReceiver(receiver) : [];
  return [...onDiscord(discord), ...onSlack(slack), ...inMailboxes(mail), ...events];
}

function onDiscord({ world }: DiscordServer): StandingPost[] {
  return [...world.channels.values()].flatMap((channel) =>
    [...channel.messages.values()].flatMap(({ authorId, nonce, id, reactions }) =>
      authorId === world.bot.id && nonce !== undefined
        ? {
            platform: 'discord' as const,
            channel: toChannelId('discord', channel.parentId ?? channel.id),
            key: nonce,
            messageId: id,
            reactions: people(reactions, world.bot.id, 'discord'),
          }
        : [],
    ),
  );
}

function onSlack({ state }: SlackServer): StandingPost[] {
  const tenant = toTenantId('slack', state.team.id);
  return [...state.channels.values()].flatMap(({ id, messages }) =>
    messages.flatMap(({ metadata, ts, reactions }) => {
      const key = (metadata as { event_payload?: { key?: string } } | undefined)?.event_payload?.key;
      return key === undefined
        ? []
        : {
            platform: 'slack' as const,
            channel: toChannelId(tenant, id),
            key,
            messageId: ts,
            reactions: people(reactions, state.bot.user, tenant),
          };
    }),
  );
}

/** Every mail that the server took, for whoever it was addressed to; whether the bot was answered does not matter. */
export function inMailboxes({ received }: Pick<MailServer, 'received'>): StandingPost[] {
  return received.flatMap(({ to, mail: { messageId = '' } }) =>
    to.map((address) => ({
      platform: 'email' as const,
      channel: toMailboxOf(address),
      key: readMailKey(messageId),
      messageId,
      reactions: new Map(),
    })),
  );
}

/** The mailbox of a reader's address. */
export function toMailboxOf(address: string): ChannelId {
  return mailboxId(Number(address.slice(READER.length, address.indexOf('@'))));
}

/** The key in a mail's Message-ID: `<KEY.MAILBOX@DOMAIN>`, and a key has dots. */
export function readMailKey(messageId: string): string {
  return messageId.slice(1, messageId.lastIndexOf('.', messageId.indexOf('@')));
}

/** An event that came twice under one id counts once, as it does for a receiver. */
function atReceiver({ received }: Receiver): StandingPost[] {
  const byId = new Map(received.map(({ headers, body }) => [String(headers['webhook-id']), body]));
  return [...byId].map(([messageId, body]) => ({
    platform: 'webhook' as const,
    channel: channelId((JSON.parse(body) as { channel: string }).channel),
    key: messageId.slice('msg_'.length).replaceAll('_', '.'),
    messageId,
    reactions: new Map(),
  }));
}

function people(
  reactions: ReadonlyMap<string, ReadonlySet<string>>,
  bot: string,
  tenant: TenantId | 'discord',
): Map<string, Set<string>> {
  return new Map(
    [...reactions].map(([name, users]) => [
      name,
      new Set([...users].filter((user) => user !== bot).map((user) => toPersonId(tenant, user))),
    ]),
  );
}
