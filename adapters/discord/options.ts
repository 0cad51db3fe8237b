import type { Clock } from '../../src/core/base/clock.ts';
import type { DeliveryError } from '../../src/core/base/errors.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { Shards } from '../../src/core/store/shards.ts';
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
  /** The commands of `/papers`. If empty, nothing is registered. */
  readonly commands?: readonly Command[];
  /** Registers the commands only in this server, where changes are visible at once. */
  readonly guildId?: string;
  /** Which shards this process connects with; missing: all. */
  readonly shards?: Shards | undefined;
  /** How many shards there are; missing: as many as Discord asks for. */
  readonly shardCount?: number | undefined;
  /** Whether this process has most of the requests that the token may make, as it posts and edits; missing: it has them all. */
  readonly isSender?: () => boolean;
  /** A role with members who may change a channel's subscription, besides those who may manage the channel. */
  readonly managerRole?: string;
  /** No event will come any more: the token was revoked, or Discord refuses the connection permanently. */
  readonly onEnd?: (error: DeliveryError) => void;
  /** For rehearsals against a server without limits, and for tests. */
  readonly tuning?: RestTuning &
    ThrottlerTuning &
    ReconnectTuning & { readonly formMs?: number; readonly reactionSpacingMs?: number };
}
