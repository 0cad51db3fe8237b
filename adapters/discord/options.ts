import type { Clock } from '../../src/core/base/clock.ts';
import type { DeliveryError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { RestTuning } from './api/rest.ts';
import type { ThrottlerTuning } from './gateway/identify-throttler.ts';
import type { ReconnectTuning } from './gateway/reconnect-backoff.ts';

export interface DiscordOptions {
  /** The bot's token, without `Bot ` in front. */
  readonly token: string;
  /** Discord's own by default; without the version. */
  readonly apiUrl?: string;
  readonly log: Log;
  readonly clock: Clock;
  /** What `/papers` can do. None: nothing is registered. */
  readonly commands?: readonly Command[];
  /** Registers the commands in this server alone, where changes show at once. */
  readonly guildId?: string;
  /** A role whose members may change a channel's subscription, besides those who may manage the channel. */
  readonly managerRole?: string;
  /** No event will come any more: the token was taken back, or Discord refuses the connection for good. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server that knows no limits, and for tests. */
  readonly tuning?: RestTuning &
    ThrottlerTuning &
    ReconnectTuning & { readonly formMs?: number; readonly reactionSpacingMs?: number };
}
