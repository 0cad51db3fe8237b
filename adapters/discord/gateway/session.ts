import {
  type APIMessage,
  type Client,
  type GatewayReadyDispatchData,
  InteractionType,
  type RESTGetAPIGatewayBotResult,
  Routes,
} from 'discord.js';
import { type DeliveryError, PaperboyError, StoppedError } from '../../../src/core/base/errors.ts';
import type { TenantId } from '../../../src/core/base/ids.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { pause } from '../../../src/core/base/pause.ts';
import type { Reach } from '../../../src/core/base/retry-until-reached.ts';
import type { Inbound } from '../../../src/core/platform/inbound.ts';
import { EventsMissedNotifier } from '../../shared/events-missed.ts';
import { TaskTracker } from '../../shared/task-tracker.ts';
import { discordCode, toDeliveryError } from '../api/errors.ts';
import { guildOf, tenantId } from '../api/ids.ts';
import type { Send } from '../api/rest.ts';
import type { Answers } from './answers.ts';
import { guardBudget, listen } from './gateway.ts';
import { reactionEvent } from './inbound.ts';
import type { DiscordInteraction } from './interaction-schema.ts';

export interface SessionDeps {
  readonly client: Client;
  readonly token: string;
  readonly send: Send;
  /** Waits for a Discord that cannot be reached. */
  readonly reach: Reach;
  readonly log: Log;
  readonly onEnd: (error: DeliveryError) => void;
}

/** Ended before READY, discord.js ends the shard twice, and the first of the two waits for good. */
const CLOSE_MS = 2000;

/** The bot's presence at the gateway, from the first login to the last event handled. */
export interface Session {
  /** Resolves when events flow; rejects when the first login fails for good. */
  open(me: string, inbound: Inbound, answers: Answers): Promise<void>;
  /** Takes no more events, and waits for what is being handled: at most `ms`. */
  settle(ms: number): Promise<void>;
  close(): Promise<void>;
}

export function createSession({ client, token, send, reach, log, onEnd }: SessionDeps): Session {
  const tasks = new TaskTracker((err) => log.error({ err }, 'an event from Discord could not be handled'));
  const up = Promise.withResolvers<void>();
  // Whoever opens the session hears of it; one that is never opened has nobody to tell.
  up.promise.catch(() => undefined);
  let closing = false;

  async function open(me: string, inbound: Inbound, answers: Answers): Promise<void> {
    const gateway = await reach(() =>
      send({ method: 'GET', route: Routes.gatewayBot(), action: 'read the gateway' }),
    );
    guardBudget((gateway as RESTGetAPIGatewayBotResult).session_start_limit);
    if (closing) throw new StoppedError();
    const eventsMissed = new EventsMissedNotifier(tasks, () => inbound.onEventsMissed('discord'), log);

    listen(client, {
      ready: (data) => {
        if (closing) return;
        up.resolve();
        void tasks.inOrder('servers', () => listTenants(data, inbound));
        // A session that is resumed sends what was missed; a new one does not.
        eventsMissed.notify();
      },
      reaction: (data, added) => {
        const event = reactionEvent(data, added, me);
        if (!event || closing) return;
        void tasks.inOrder(`${event.messageId} ${event.person}`, () => inbound.onReaction(event));
      },
      joined: (guild) => void tasks.inOrder('servers', () => inbound.onBotPresent(tenantId(guild, ''))),
      removed: (guild) =>
        void tasks.inOrder('servers', () => inbound.onBotRemoved('discord', tenantId(guild, ''))),
      cleared: (channel, message) => {
        tasks.run(async () => {
          if (!closing && (await isOurs(channel, message, me))) eventsMissed.notify();
        });
      },
      interaction: (data) => interact(data, answers),
      end: (error) => {
        // Our own end of the connection comes back as one.
        if (closing) return;
        log.error({ err: error, fix: error.fix }, 'Discord is gone for good');
        up.reject(error);
        onEnd(error);
      },
    });
    try {
      // Events may flow before login returns, and a refusal may come without its ever returning.
      await Promise.race([client.login(token).then(() => up.promise), up.promise]);
    } catch (error) {
      // `close` ends the client.
      if (closing) throw new StoppedError();
      await client.destroy();
      throw error instanceof PaperboyError ? error : toDeliveryError(error, 'log in', false);
    }
  }

  function interact(data: DiscordInteraction, answers: Answers): void {
    if (closing) return;
    if (data.type === InteractionType.ApplicationCommandAutocomplete) tasks.run(() => answers.complete(data));
    else tasks.run(() => answers.answer(data));
  }

  async function isOurs(channel: string, message: string, me: string): Promise<boolean> {
    const route = Routes.channelMessage(channel, message);
    try {
      const read = (await send({ method: 'GET', route, action: 'read a post' })) as APIMessage;
      return read.author.id === me;
    } catch (error) {
      // Gone, or in a channel that is closed to us: no post of ours that people vote on.
      if (discordCode(error) !== undefined) return false;
      throw error;
    }
  }

  return {
    open,
    async settle(ms) {
      closing = true;
      up.reject(new StoppedError());
      const left = await tasks.settle(ms);
      if (left > 0) log.warn({ left }, 'stopped with answers to Discord unfinished');
    },
    async close() {
      const overdue = new AbortController();
      await Promise.race([client.destroy(), pause(CLOSE_MS, overdue.signal)]);
      overdue.abort();
    },
  };
}

/**
 * A new session names every server that the bot is in, also those with an outage: one that is missing removed it while it
 * was not connected. Of several connections each speaks of its own servers.
 */
async function listTenants({ guilds, shard }: GatewayReadyDispatchData, inbound: Inbound): Promise<void> {
  const [own = 0, of = 1] = shard ?? [];
  const covers = (tenant: TenantId): boolean => {
    const guild = guildOf(tenant);
    return guild !== undefined && Number((BigInt(guild) >> 22n) % BigInt(of)) === own;
  };
  await inbound.onTenantsListed(
    'discord',
    guilds.map(({ id }) => tenantId(id, '')),
    covers,
  );
}
