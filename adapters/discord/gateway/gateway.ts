import {
  Client,
  Events,
  GatewayDispatchEvents,
  GatewayIntentBits,
  type GatewayReadyDispatchData,
  type IIdentifyThrottler,
  Options,
  type RESTOptions,
} from 'discord.js';
import { DeliveryError, PaperboyError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import type { Shard } from '../../../src/core/store/shards.ts';
import { problems } from '../texts/errors.ts';
import { closeTexts } from '../texts/gateway.ts';
import type { ClearedReactions, DiscordGuild, DiscordReaction } from './event-schema.ts';
import { guardGateway } from './guard-gateway.ts';
import type { DiscordInteraction } from './interaction-schema.ts';
import { delayConnections, type ReconnectBackoff } from './reconnect-backoff.ts';

/** The events of the gateway, as they arrive. */
export interface GatewayEvents {
  /** A new session: whatever happened since the last one was missed. */
  onReady(data: GatewayReadyDispatchData): void;
  onReaction(data: DiscordReaction, added: boolean): void;
  onInteraction(data: DiscordInteraction): void;
  /** The bot is in this server: at the start, after an outage of Discord's, or because somebody has added it. */
  onGuildAvailable(guild: string): void;
  /** The bot was removed from this server. */
  onGuildRemoved(guild: string): void;
  /** A moderator has taken reactions off a message: Discord does not say whose. */
  onReactionsCleared(channel: string, message: string): void;
  /** No event will come any more. */
  end(error: DeliveryError): void;
}

export interface GatewayOptions {
  readonly shard: Shard;
  readonly rest: Partial<RESTOptions>;
  readonly identify: IIdentifyThrottler;
  readonly backoff: ReconnectBackoff;
  readonly log: Log;
  readonly sampled: SampledLog;
}

/**
 * discord.js's client with its caches off but for servers and channels: which message, person or thread it has seen before
 * must not decide whether a vote counts. That is also why events are read as they are sent (and parsed: see `guardGateway`),
 * which does what partials do, and for threads that were opened again as well.
 */
export function createClient({ shard, rest, identify, backoff, log, sampled }: GatewayOptions): Client {
  const client: Client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessageReactions],
    rest,
    // A client for each: it is connected and ended by itself.
    shards: [shard.id],
    shardCount: shard.count,
    ws: {
      buildIdentifyThrottler: () => identify,
      buildStrategy: (manager) => {
        delayConnections(manager, backoff);
        return guardGateway(manager, { log, sampled, onEvent: (name, data) => client.ws.emit(name, data) });
      },
    },
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      ApplicationCommandManager: 0,
      GuildEmojiManager: 0,
      GuildMemberManager: { maxSize: 1, keepOverLimit: (member) => member.id === member.client.user.id },
      GuildStickerManager: 0,
      MessageManager: 0,
      PresenceManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      ThreadManager: 0,
      ThreadMemberManager: 0,
      UserManager: 0,
      VoiceStateManager: 0,
    }),
  });
  client.on(Events.Error, (err) => log.error({ err }, 'discord.js reports an error'));
  client.on(Events.ShardError, (err, id) => log.warn({ err, shard: id }, 'the gateway connection failed'));
  client.on(Events.ShardReconnecting, (id) => {
    backoff.onDisconnected(id);
    log.info({ shard: id }, 'reconnecting to Discord');
  });
  client.on(Events.ShardReady, (id) => backoff.onConnected(id));
  client.on(Events.ShardResume, (id, replayed) => {
    backoff.onConnected(id);
    log.info({ shard: id, replayed }, 'Discord session resumed');
  });
  return client;
}

const CLEARINGS = [
  GatewayDispatchEvents.MessageReactionRemoveAll,
  GatewayDispatchEvents.MessageReactionRemoveEmoji,
] as const;

/** Forwards events. Must be called before `login`, which may return after the first events. */
export function listen(client: Client, events: GatewayEvents): void {
  const { ws } = client;
  ws.on(GatewayDispatchEvents.Ready, (data: GatewayReadyDispatchData) => events.onReady(data));
  ws.on(GatewayDispatchEvents.MessageReactionAdd, (data: DiscordReaction) => events.onReaction(data, true));
  ws.on(GatewayDispatchEvents.MessageReactionRemove, (data: DiscordReaction) =>
    events.onReaction(data, false),
  );
  for (const event of CLEARINGS) {
    ws.on(event, ({ channel_id, message_id }: ClearedReactions) =>
      events.onReactionsCleared(channel_id, message_id),
    );
  }
  ws.on(GatewayDispatchEvents.GuildCreate, ({ id }: DiscordGuild) => events.onGuildAvailable(id));
  ws.on(GatewayDispatchEvents.GuildDelete, ({ id, unavailable }: DiscordGuild) => {
    // `unavailable`: Discord has an outage, and the server comes back by itself.
    if (!unavailable) events.onGuildRemoved(id);
  });
  ws.on(GatewayDispatchEvents.InteractionCreate, (data: DiscordInteraction) => events.onInteraction(data));
  client.on(Events.ShardDisconnect, ({ code }) => events.end(toClosedError(code)));
}

/** After these close codes discord.js does not come back (topics/opcodes-and-status-codes.mdx). */
function toClosedError(code: number): DeliveryError {
  const advise = Object.hasOwn(closeTexts, code)
    ? closeTexts[code as keyof typeof closeTexts]
    : closeTexts.other;
  return new DeliveryError(
    'unauthorized',
    problems.discordConnectionEnded({ code: String(code), advice: advise() }),
  );
}

/** Logins that stay available, so that a person can start the bot by hand. */
const RESERVE = 20;

/** Refuses to log in when a crash loop has used most of the day's logins: at zero Discord resets the token. */
export function guardBudget({ remaining, reset_after }: { remaining: number; reset_after: number }): void {
  if (remaining >= RESERVE) return;
  const minutes = Math.ceil(reset_after / 60_000);
  throw new PaperboyError(problems.discordIdentifyBudget({ remaining, minutes }));
}
