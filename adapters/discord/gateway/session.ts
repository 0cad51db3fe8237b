import {
  type APIMessage,
  type Client,
  type GatewayReadyDispatchData,
  InteractionType,
  Routes,
  Status,
} from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import { type DeliveryError, PaperboyError, StoppedError } from '../../../src/core/base/errors.ts';
import type { TenantFilter } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Inbound, ReactionEvent } from '../../../src/core/platform/inbound.ts';
import type { Shard } from '../../../src/core/store/shards.ts';
import { EventsMissedNotifier } from '../../shared/events-missed.ts';
import { TaskTracker } from '../../shared/task-tracker.ts';
import { readDiscordCode, toDeliveryError } from '../api/errors.ts';
import { isOnShard, toGuildId, toGuildTenantId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import type { Conversation } from './conversation.ts';
import { type GatewayEvents, listen } from './gateway.ts';
import { toReactionEvent } from './inbound.ts';
import type { DiscordInteraction } from './interaction-schema.ts';
import type { ReconnectBackoff } from './reconnect-backoff.ts';

export interface SessionDeps {
  readonly shard: Shard;
  readonly client: Client;
  readonly backoff: ReconnectBackoff;
  /** The client is not needed any more. */
  readonly forget: () => void;
  readonly token: string;
  readonly send: Send;
  readonly log: Log;
  readonly onEnd: (error: DeliveryError) => void;
}

/** Ended before READY, discord.js ends the shard twice, and the first of the two never resolves. */
const CLOSE_MS = 2000;

/** Events flow while discord.js still waits for servers that have an outage. */
const FLOWING: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

/** What happens with the events. */
export interface Opening {
  /** The bot's own user id. */
  readonly me: string;
  readonly inbound: Inbound;
  readonly conversation: Conversation;
}

/** The session of one shard, from login to the last handled event. */
export interface Session {
  /** Resolves when events flow; rejects when the first login fails permanently. */
  open(opening: Opening): Promise<void>;
  /** Whether events flow. */
  isUp(): boolean;
  /** Takes no more events, and waits for what is being handled: at most `ms`. */
  settle(ms: number): Promise<void>;
  close(): Promise<void>;
}

export function createSession(deps: SessionDeps): Session {
  return new DiscordSession(deps);
}

/** Handlers of gateway events. */
interface Handlers {
  readonly conversation: Conversation;
  readonly eventsMissed: EventsMissedNotifier;
}

class DiscordSession implements Session {
  readonly #deps: SessionDeps;
  readonly #tasks: TaskTracker;
  readonly #ready = Promise.withResolvers<void>();
  #isClosing = false;

  constructor(deps: SessionDeps) {
    const { log } = deps;
    this.#deps = deps;
    this.#tasks = new TaskTracker((err) => log.error({ err }, 'an event from Discord could not be handled'));
    // Whoever opens the session is notified; nobody waits for one that is never opened.
    this.#ready.promise.catch(() => undefined);
  }

  async open({ me, inbound, conversation }: Opening): Promise<void> {
    const { client, shard, log } = this.#deps;
    if (this.#isClosing) throw new StoppedError();
    const readBack = () => inbound.onEventsMissed('discord', shard);
    const eventsMissed = new EventsMissedNotifier(this.#tasks, readBack, log);
    listen(client, this.#createEvents(me, inbound, { conversation, eventsMissed }));
    await this.#logIn();
  }

  isUp(): boolean {
    const status = this.#deps.client.ws.shards.get(this.#deps.shard.id)?.status;
    return !this.#isClosing && status !== undefined && FLOWING.includes(status);
  }

  async settle(ms: number): Promise<void> {
    this.#isClosing = true;
    this.#deps.backoff.stop();
    this.#ready.reject(new StoppedError());
    const left = await this.#tasks.settle(ms);
    if (left > 0) this.#deps.log.warn({ left }, 'stopped with answers to Discord unfinished');
  }

  async close(): Promise<void> {
    this.#deps.forget();
    const overdue = new AbortController();
    await Promise.race([this.#deps.client.destroy(), pause(CLOSE_MS, overdue.signal)]);
    overdue.abort();
  }

  #createEvents(me: string, inbound: Inbound, { conversation, eventsMissed }: Handlers): GatewayEvents {
    const inServers = (work: () => Promise<void>) => void this.#tasks.inOrder('servers', work);
    return {
      onReady: (data) => this.#onReady(data, inbound, eventsMissed),
      onReaction: (data, added) => this.#onReaction(toReactionEvent(data, added, me), inbound),
      onGuildAvailable: (guild) => inServers(() => inbound.onBotPresent(toGuildTenantId(guild))),
      onGuildRemoved: (guild) => inServers(() => inbound.onBotRemoved('discord', toGuildTenantId(guild))),
      onReactionsCleared: (channel, message) =>
        this.#tasks.track(this.#onCleared({ channel, message, me }, eventsMissed)),
      onInteraction: (data) => this.#onInteraction(data, conversation),
      end: (error) => this.#onEnd(error),
    };
  }

  async #onCleared(
    { channel, message, me }: { channel: string; message: string; me: string },
    eventsMissed: EventsMissedNotifier,
  ): Promise<void> {
    if (!this.#isClosing && (await this.#isOwnMessage(channel, message, me))) eventsMissed.notify();
  }

  #onReady(data: GatewayReadyDispatchData, inbound: Inbound, eventsMissed: EventsMissedNotifier): void {
    if (this.#isClosing) return;
    this.#ready.resolve();
    void this.#tasks.inOrder('servers', () => reportTenants(data, this.#deps.shard, inbound));
    // A session that is resumed sends what was missed; a new one does not.
    eventsMissed.notify();
  }

  #onReaction(event: ReactionEvent | undefined, inbound: Inbound): void {
    if (!event || this.#isClosing) return;
    void this.#tasks.inOrder(`${event.messageId} ${event.person}`, () => inbound.onReaction(event));
  }

  #onInteraction(data: DiscordInteraction, conversation: Conversation): void {
    if (this.#isClosing) return;
    if (data.type === InteractionType.ApplicationCommandAutocomplete)
      this.#tasks.track(conversation.complete(data));
    else this.#tasks.track(conversation.handle(data));
  }

  #onEnd(error: DeliveryError): void {
    // Closing the connection ourselves is reported as an end, too.
    if (this.#isClosing) return;
    const { log, onEnd } = this.#deps;
    log.error({ err: error, fix: error.fix }, 'Discord session ended permanently');
    this.#ready.reject(error);
    onEnd(error);
  }

  async #logIn(): Promise<void> {
    const { client, token } = this.#deps;
    const { promise: ready } = this.#ready;
    try {
      // Events may flow before login returns, and a refusal may come without its ever returning.
      await Promise.race([client.login(token).then(() => ready), ready]);
    } catch (error) {
      // `close` ends the client.
      if (this.#isClosing) throw new StoppedError();
      await client.destroy();
      throw error instanceof PaperboyError ? error : toDeliveryError(error, 'identify', false);
    }
  }

  async #isOwnMessage(channel: string, message: string, me: string): Promise<boolean> {
    const route = Routes.channelMessage(channel, message);
    try {
      const read = await this.#deps.send({ method: 'GET', route, operation: 'get_message' });
      return (read as APIMessage).author.id === me;
    } catch (error) {
      // Deleted, or in a channel that the bot cannot read: not a post that people vote on.
      if (readDiscordCode(error) !== undefined) return false;
      throw error;
    }
  }
}

/**
 * A new session names every server that the bot is in, also those with an outage: one that is missing removed it while it
 * was not connected. Each shard reports its own servers.
 */
async function reportTenants(
  { guilds }: GatewayReadyDispatchData,
  shard: Shard,
  inbound: Inbound,
): Promise<void> {
  const tenants = guilds.map(({ id }) => toGuildTenantId(id));
  const covers: TenantFilter = (tenant) => toGuildId(tenant) !== undefined && isOnShard(tenant, shard);
  await inbound.onTenantsListed('discord', tenants, covers);
}
