import type { DiscordServer } from '../../loopback/discord/index.ts';
import type { SlackServer } from '../../loopback/slack/server.ts';
import {
  type ChannelId,
  type TenantId,
  toChannelId,
  toPersonId,
  toTenantId,
} from '../../src/core/base/ids.ts';

/** A post of the bot's as it is on a loopback platform, whatever the bot knows of it. */
export interface StandingPost {
  readonly platform: 'discord' | 'slack';
  /** The channel, also for a post in a thread under it. */
  readonly channel: ChannelId;
  /** The idempotency key it was sent with: Discord's nonce, Slack's metadata. */
  readonly key: string;
  readonly messageId: string;
  /** Who reacted with what, without the bot: emoji or Slack's name → people as the store names them. */
  readonly reactions: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Everything that the bot posted by itself, as the servers stored it. Answers to commands have no key. */
export function standingPosts(discord: DiscordServer, slack: SlackServer): StandingPost[] {
  return [...onDiscord(discord), ...onSlack(slack)];
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
