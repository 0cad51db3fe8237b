import {
  type APIInteraction,
  type APIUser,
  InteractionType,
  REST,
  type RESTGetAPIGatewayBotResult,
  Routes,
} from 'discord.js';
import type { Command } from '../../src/core/command.ts';
import type { DeliveryError } from '../../src/core/errors.ts';
import type { Clock, Inbound, Log, Platform } from '../../src/core/ports.ts';
import type { SpaceId } from '../../src/core/vote.ts';
import { createAnswers } from './answers.ts';
import { check } from './check.ts';
import { toDeliveryError } from './errors.ts';
import { createClient, guardBudget, listen } from './gateway.ts';
import { type BudgetTuning, createIdentifyBudget } from './identify-budget.ts';
import { spaceId } from './ids.ts';
import { createInFlight } from './in-flight.ts';
import { isAnswerable, reactionEvent } from './inbound.ts';
import { readChannel } from './permissions.ts';
import { createPosts } from './posts.ts';
import { registerCommands } from './register.ts';
import { renderMessage } from './render.ts';
import { createSend, type RestTuning, restOptions } from './rest.ts';

export interface DiscordOptions {
  /** The bot's token, without `Bot ` in front. */
  readonly token: string;
  /** Discord's own unless told otherwise; without the version. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** What `/papers` can do. None: nothing is registered. */
  readonly commands?: readonly Command[];
  /** Registers the commands in this server alone, where changes show at once. */
  readonly guildId?: string;
  /** No event will come any more: the token was taken back, or Discord refuses the connection for good. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server that knows no limits, and for tests. */
  readonly tuning?: RestTuning & BudgetTuning;
}

const DISCORD_API = 'https://discord.com/api';

/** How long a stop waits for answers that are being given. */
const SETTLE_MS = 7000;

/** Discord as a place where people talk. */
export function createDiscord(options: DiscordOptions): Platform {
  const { token, apiUrl = DISCORD_API, log, clock, commands = [], tuning = {} } = options;
  const rest = restOptions(apiUrl, clock, tuning);
  const client = createClient({ rest, identify: createIdentifyBudget(clock, log, tuning), log });
  client.rest.setToken(token);
  const send = createSend(client.rest, log, tuning);
  // Interactions do not count towards the 50 a second: a queue of their own lets no digest delay a command.
  const sendAnswer = createSend(
    new REST({ ...rest, globalRequestsPerSecond: Number.POSITIVE_INFINITY }),
    log,
    {
      ...tuning,
      auth: false,
    },
  );
  const inFlight = createInFlight((err) => log.error({ err }, 'an event from Discord could not be handled'));
  let stopping = false;

  let known: Promise<string> | undefined;
  /** The bot's own id, asked for once: posting works without a gateway. */
  function me(): Promise<string> {
    const asked =
      known ??
      send({ method: 'GET', route: Routes.user(), action: 'read who we are' }).then(
        (user) => (user as APIUser).id,
      );
    known = asked;
    asked.catch(() => {
      known = undefined;
    });
    return asked;
  }

  const spaces = new Map<string, SpaceId>();
  async function spaceOf(channel: string): Promise<SpaceId> {
    const seen = spaces.get(channel);
    if (seen) return seen;
    const cached = client.channels.cache.get(channel);
    const guild = cached && 'guildId' in cached ? cached.guildId : undefined;
    const found = spaceId(guild ?? (await guildOf(channel)), channel);
    spaces.set(channel, found);
    return found;
  }

  async function guildOf(channelId: string): Promise<string | undefined> {
    const channel = await readChannel(send, channelId);
    return 'guild_id' in channel ? channel.guild_id : undefined;
  }

  async function start(inbound: Inbound): Promise<void> {
    const own = await me();
    const answers = createAnswers({ send: sendAnswer, inbound, log });
    const gateway = (await send({
      method: 'GET',
      route: Routes.gatewayBot(),
      action: 'read the gateway',
    })) as RESTGetAPIGatewayBotResult;
    guardBudget(gateway.session_start_limit);
    await register(own);

    function interaction(data: APIInteraction): void {
      if (stopping) return;
      if (data.type === InteractionType.ApplicationCommandAutocomplete)
        inFlight.run(() => answers.complete(data));
      else if (isAnswerable(data)) inFlight.run(() => answers.answer(data));
    }

    const ready = Promise.withResolvers<void>();
    listen(client, {
      ready: () => {
        ready.resolve();
        // A session that is resumed sends what was missed; a new one does not.
        inFlight.inOrder('gap', () => inbound.gap('discord'));
      },
      reaction: (data, added) => {
        const event = reactionEvent(data, added, own);
        if (event && !stopping)
          inFlight.inOrder(`${event.messageId} ${event.person}`, () => inbound.reaction(event));
      },
      interaction,
      end: (error) => {
        log.error({ err: error, fix: error.fix }, 'Discord is gone for good');
        ready.reject(error);
        options.onEnd?.(error);
      },
    });
    // The error that ends the connection also fails the login; whoever is first says it.
    ready.promise.catch(() => undefined);
    try {
      await Promise.race([Promise.all([client.login(token), ready.promise]), ready.promise]);
      await ready.promise;
    } catch (error) {
      await client.destroy();
      throw toDeliveryError(error, 'connect', false);
    }
    log.info({ bot: own }, 'connected to Discord');
  }

  async function register(app: string): Promise<void> {
    if (commands.length === 0) return;
    try {
      const done = await registerCommands(send, app, commands, options.guildId);
      log.info({ ...done }, 'slash commands compared');
    } catch (err) {
      // Digests and votes work without commands.
      log.error({ err }, 'the slash commands could not be registered');
    }
  }

  async function stop(): Promise<void> {
    stopping = true;
    const left = await inFlight.settle(SETTLE_MS);
    if (left > 0) log.warn({ left }, 'stopped with answers to Discord unfinished');
    await client.destroy();
  }

  return {
    name: 'discord',
    render: renderMessage,
    start,
    stop,
    ...createPosts({ send, me, spaceOf }),
    check: (channel) => check(send, channel),
  };
}
