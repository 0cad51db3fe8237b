import { raceAbort } from '../../src/core/async/race-abort.ts';
import { type Retry, retryTransient } from '../../src/core/async/retry-transient.ts';
import { StoppedError } from '../../src/core/base/errors.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Connection } from '../../src/core/platform/platform.ts';
import type { Shards } from '../../src/core/store/shards.ts';
import type { Identity } from './api/identity.ts';
import { isOnShard } from './api/ids.ts';
import { CommandRegistration } from './command-registration.ts';
import { createAnswers } from './gateway/answers.ts';
import { createConversation } from './gateway/conversation.ts';
import { createSession } from './gateway/session.ts';
import { ShardSessions } from './gateway/shard-sessions.ts';
import type { DiscordOptions } from './options.ts';
import type { PresetReactions } from './posts/preset-reactions.ts';
import type { createCommandWording } from './render/word-commands.ts';
import type { Transport } from './transport.ts';

/** How long a stop waits for events in progress, and for reactions that are being added to posts: the others are saved. */
const SETTLE_MS = 7000;
const REACTIONS_MS = 3000;

interface DiscordParts {
  readonly transport: Transport;
  readonly shards: Shards;
  readonly identity: Identity;
  readonly presetReactions: PresetReactions;
  readonly wordCommands: ReturnType<typeof createCommandWording>;
  /** Called with what Discord calls the slash command. */
  readonly onRegistered: (id: string) => void;
  /** Rejects every request that has not begun. */
  readonly closed: AbortController;
}

/** Receives Discord's events from the gateway and answers them. */
export class DiscordConnection implements Connection {
  readonly isOnShard = isOnShard;
  readonly #options: DiscordOptions;
  readonly #parts: DiscordParts;
  readonly #stopping = new AbortController();
  readonly #sessions: ShardSessions;
  readonly #registration: CommandRegistration;

  constructor(options: DiscordOptions, parts: DiscordParts) {
    const { token, log, commands = [], guildId, shardCount, onEnd = () => undefined } = options;
    const { identity, transport, shards, onRegistered } = parts;
    const { send, throttler } = transport;
    this.#options = options;
    this.#parts = parts;
    const stopping = this.#stopping.signal;
    this.#sessions = new ShardSessions({
      ...{ shards, shardCount, throttler, send, retry: this.#retry, log, stopping },
      createSession: (shard) =>
        createSession({ shard, ...transport.createShardClient(shard), token, send, log, onEnd }),
    });
    const registered = { send, identity, commands, guildId, onRegistered };
    this.#registration = new CommandRegistration({ ...registered, log, stopping });
  }

  async start(inbound: Inbound): Promise<void> {
    const { log, tuning, managerRole } = this.#options;
    const { transport, identity, wordCommands } = this.#parts;
    const me = await this.#retry(identity.getBotId);
    await raceAbort(this.#registration.run(), this.#stopping.signal);
    const conversation = createConversation({
      ...{ inbound, log, answers: createAnswers({ send: transport.sendAnswer, log, wordCommands }) },
      ...(tuning?.formMs === undefined ? {} : { formMs: tuning.formMs }),
      ...(managerRole === undefined ? {} : { managerRole }),
    });
    await this.#sessions.open({ me, inbound, conversation });
    log.info({ bot: me }, 'connected to Discord');
  }

  isUp(): boolean {
    return this.#sessions.isUp();
  }

  listShards(): ReadonlyMap<number, boolean> {
    return this.#sessions.list();
  }

  async stop(): Promise<void> {
    const { transport, presetReactions, closed } = this.#parts;
    this.#stopping.abort(new StoppedError());
    await Promise.all([this.#sessions.settle(SETTLE_MS), presetReactions.close(REACTIONS_MS)]);
    closed.abort();
    await this.#sessions.close();
    transport.sampled.flush();
    transport.close();
  }

  /** Repeats the call with backoff until Discord answers. */
  readonly #retry: Retry = (ask) => {
    const { log, tuning } = this.#options;
    return retryTransient(ask, {
      signal: this.#stopping.signal,
      onWait: (err, waitMs) => log.warn({ err, waitMs }, 'Discord cannot be reached yet'),
      ...(tuning?.reconnectMs === undefined ? {} : { firstMs: tuning.reconnectMs }),
    });
  };
}
