import {
  type APIMessage,
  type Client,
  type GatewayReadyDispatchData,
  InteractionType,
  type RESTGetAPIGatewayBotResult,
  Routes,
  Status,
} from 'discord.js';
import { pause } from '../../../src/core/async/pause.ts';
import type { Retry } from '../../../src/core/async/retry-transient.ts';
import { type DeliveryError, PaperboyError, StoppedError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { Inbound, ReactionEvent } from '../../../src/core/platform/inbound.ts';
import { EventsMissedNotifier } from '../../shared/events-missed.ts';
import { TaskTracker } from '../../shared/task-tracker.ts';
import { readDiscordCode, toDeliveryError } from '../api/errors.ts';
import { toGuildId, toGuildTenantId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import type { Conversation } from './conversation.ts';
import { type GatewayEvents, guardBudget, listen } from './gateway.ts';
import { toReactionEvent } from './inbound.ts';
import type { DiscordInteraction } from './interaction-schema.ts';

export interface SessionDeps {
  readonly client: Client;
  readonly token: string;
  readonly send: Send;
  /** Repeats the call with backoff until Discord answers. */
  readonly retry: Retry;
  readonly log: Log;
  readonly onEnd: (error: DeliveryError) => void;
}

/** Ended before READY, discord.js ends the shard twice, and the first of the two never resolves. */
const CLOSE_MS = 2000;

/** Events flow while discord.js still waits for servers that have an outage. */
const FLOWING: readonly Status[] = [Status.Ready, Status.WaitingForGuilds];

/** The gateway session, from login to the last handled event. */
export interface Session {
  /** Resolves when events flow; rejects when the first login fails permanently. */
  open(me: string, inbound: Inbound, conversation: Conversation): Promise<void>;
  /** Whether events flow on every shard. */
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

  async open(me: string, inbound: Inbound, conversation: Conversation): Promise<void> {
    const { client, send, retry } = this.#deps;
    const gateway = await retry(() =>
      send({ method: 'GET', route: Routes.gatewayBot(), operation: 'get_bot_gateway' }),
    );
    guardBudget((gateway as RESTGetAPIGatewayBotResult).session_start_limit);
    if (this.#isClosing) throw new StoppedError();
    const eventsMissed = new EventsMissedNotifier(
      this.#tasks,
      () => inbound.onEventsMissed('discord'),
      this.#deps.log,
    );
    listen(client, this.#createEvents(me, inbound, { conversation, eventsMissed }));
    await this.#logIn();
  }

  isUp(): boolean {
    const shards = [...this.#deps.client.ws.shards.values()];
    return !this.#isClosing && shards.length > 0 && shards.every(({ status }) => FLOWING.includes(status));
  }

  async settle(ms: number): Promise<void> {
    this.#isClosing = true;
    this.#ready.reject(new StoppedError());
    const left = await this.#tasks.settle(ms);
    if (left > 0) this.#deps.log.warn({ left }, 'stopped with answers to Discord unfinished');
  }

  async close(): Promise<void> {
    const overdue = new AbortController();
    await Promise.race([this.#deps.client.destroy(), pause(CLOSE_MS, overdue.signal)]);
    overdue.abort();
  }

  #createEvents(me: string, inbound: Inbound, { conversation, eventsMissed }: Handlers): GatewayEvents {
    const inServers = (work: () => Promise<void>) => void this.#tasks.inOrder('servers', work);
    return {
      ready: (data) => this.#onReady(data, inbound, eventsMissed),
      reaction: (data, added) => this.#onReaction(toReactionEvent(data, added, me), inbound),
      joined: (guild) => inServers(() => inbound.onBotPresent(toGuildTenantId(guild))),
      removed: (guild) => inServers(() => inbound.onBotRemoved('discord', toGuildTenantId(guild))),
      cleared: (channel, message) =>
        this.#tasks.track(this.#onCleared({ channel, message, me }, eventsMissed)),
      interaction: (data) => this.#onInteraction(data, conversation),
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
    void this.#tasks.inOrder('servers', () => reportTenants(data, inbound));
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
    // Our own end of the connection comes back as one.
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
      // Gone, or in a channel that is closed to us: no post of ours that people vote on.
      if (readDiscordCode(error) !== undefined) return false;
      throw error;
    }
  }
}

/**
 * A new session names every server that the bot is in, also those with an outage: one that is missing removed it while it
 * was not connected. Of several connections each reports its own servers.
 */
async function reportTenants({ guilds, shard }: GatewayReadyDispatchData, inbound: Inbound): Promise<void> {
  const [shardId = 0, shardCount = 1] = shard ?? [];
  const covers = (tenant: TenantId): boolean => {
    const guild = toGuildId(tenant);
    // Discord's sharding formula: (guild_id >> 22) % num_shards.
    return guild !== undefined && Number((BigInt(guild) >> 22n) % BigInt(shardCount)) === shardId;
  };
  await inbound.onTenantsListed(
    'discord',
    guilds.map(({ id }) => toGuildTenantId(id)),
    covers,
  );
}
