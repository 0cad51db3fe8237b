import { type Backoff, computeBackoff } from '../../src/core/async/backoff.ts';
import { pause } from '../../src/core/async/pause.ts';
import { DeliveryError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Identity } from './api/identity.ts';
import { registerCommands } from './api/register.ts';
import type { Send } from './api/rest.ts';

export interface CommandRegistrationOptions {
  readonly send: Send;
  readonly identity: Pick<Identity, 'getApplicationId' | 'allowsUserInstall'>;
  readonly commands: readonly Command[];
  /** Registers them only in this server. */
  readonly guildId?: string | undefined;
  /** Called with what Discord calls the slash command. */
  readonly onRegistered?: (id: string) => void;
  readonly log: Log;
  readonly stopping: AbortSignal;
}

/** Between two tries to register the commands, where Discord asks for no time of its own. */
const RETRY: Backoff = { firstMs: 60_000, maxMs: 60 * 60_000 };

/** Registers the slash commands. Digests and votes work without them: nothing waits for a retry, even for a day. */
export class CommandRegistration {
  readonly #options: CommandRegistrationOptions;

  constructor(options: CommandRegistrationOptions) {
    this.#options = options;
  }

  /** Resolves after the first attempt; a transient failure is retried in the background. */
  async run(attempt = 0): Promise<void> {
    const { log, stopping } = this.#options;
    try {
      await this.#register();
    } catch (err) {
      if (stopping.aborted) return;
      const transient = err instanceof DeliveryError && err.fault === 'transient' ? err : undefined;
      if (!transient) {
        log.error({ err }, 'the slash commands could not be registered');
        return;
      }
      const waitMs = transient.retryAfterMs ?? computeBackoff(attempt, RETRY);
      log.warn({ err, waitMs }, 'the slash commands are registered later');
      void pause(waitMs, stopping).then(() => (stopping.aborted ? undefined : this.run(attempt + 1)));
    }
  }

  async #register(): Promise<void> {
    const { send, identity, commands, guildId, onRegistered, log } = this.#options;
    if (commands.length === 0) return;
    const registration = await registerCommands(send, identity, commands, guildId);
    if (registration.id !== undefined) onRegistered?.(registration.id);
    log.info({ ...registration }, 'slash commands compared');
  }
}
