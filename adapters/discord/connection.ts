import { raceAbort } from '../../src/core/async/race-abort.ts';
import { type Retry, retryTransient } from '../../src/core/async/retry-transient.ts';
import { StoppedError } from '../../src/core/base/errors.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { Connection } from '../../src/core/platform/platform.ts';
import type { Identity } from './api/identity.ts';
import { CommandRegistration } from './command-registration.ts';
import { createAnswers } from './gateway/answers.ts';
import { createConversation } from './gateway/conversation.ts';
import { createSession, type Session } from './gateway/session.ts';
import type { DiscordOptions } from './options.ts';
import type { PresetReactions } from './posts/preset-reactions.ts';
import type { createCommandWording } from './render/word-commands.ts';
import type { Transport } from './transport.ts';

/** How long a stop waits for events in progress, and for reactions that are being added to posts: the others are saved. */
const SETTLE_MS = 7000;
const REACTIONS_MS = 3000;

interface DiscordParts {
  readonly transport: Transport;
  readonly identity: Identity;
  readonly presetReactions: PresetReactions;
  readonly wordCommands: ReturnType<typeof createCommandWording>;
  /** Rejects every request that has not begun. */
  readonly closed: AbortController;
}

/** Receives Discord's events from the gateway and answers them. */
export class DiscordConnection implements Connection {
  readonly #options: DiscordOptions;
  readonly #parts: DiscordParts;
  readonly #stopping = new AbortController();
  readonly #session: Session;
  readonly #registration: CommandRegistration;

  constructor(options: DiscordOptions, parts: DiscordParts) {
    const { token, log, commands = [], guildId, onEnd = () => undefined } = options;
    const { identity, transport } = parts;
    const { client, send } = transport;
    this.#options = options;
    this.#parts = parts;
    this.#session = createSession({ client, token, send, retry: this.#retry, log, onEnd });
    const stopping = this.#stopping.signal;
    this.#registration = new CommandRegistration({ send, identity, commands, guildId, log, stopping });
  }

  async start(inbound: Inbound): Promise<void> {
    const { log, tuning, managerRole } = this.#options;
    const { transport, identity, wordCommands } = this.#parts;
    const me = await this.#retry(identity.me);
    await raceAbort(this.#registration.run(), this.#stopping.signal);
    const conversation = createConversation({
      ...{ inbound, log, answers: createAnswers({ send: transport.sendAnswer, log, wordCommands }) },
      ...(tuning?.formMs === undefined ? {} : { formMs: tuning.formMs }),
      ...(managerRole === undefined ? {} : { managerRole }),
    });
    await this.#session.open(me, inbound, conversation);
    log.info({ bot: me }, 'connected to Discord');
  }

  isUp(): boolean {
    return this.#session.isUp();
  }

  async stop(): Promise<void> {
    const { transport, presetReactions, closed } = this.#parts;
    this.#stopping.abort(new StoppedError());
    transport.backoff.stop();
    await Promise.all([this.#session.settle(SETTLE_MS), presetReactions.close(REACTIONS_MS)]);
    closed.abort();
    await this.#session.close();
    transport.sampled.flush();
    transport.closeAnswers();
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
