import type { Clock } from '../../src/core/base/clock.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { MailAccess } from '../../src/core/mail/mail-access.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { PlatformInfo } from '../../src/core/platform/platform-info.ts';
import type { InstallationAccess } from '../../src/core/store/installation-store.ts';
import type { Roles } from '../../src/core/store/roles.ts';
import type { SeenEventStore } from '../../src/core/store/seen-event-store.ts';
import type { Shards } from '../../src/core/store/shards.ts';
import type { WebhookAccess } from '../../src/core/webhook/webhook.ts';
import type { SharedPort } from './shared-port.ts';

/** What every platform receives. */
export interface PlatformContext {
  /** The commands that people can type there. */
  readonly commands: readonly Command[];
  /** The real time. */
  readonly clock: Clock;
  /** The bot's clock, which may be set to another day in a rehearsal. */
  readonly botClock: Clock;
  readonly log: Log;
  /** How many times as fast as real time the bot's clock runs: a rehearsed minute allows as many calls as a real one. */
  readonly speed: number;
  /** Absent where e-mail is off. */
  readonly mail?: MailAccess | undefined;
  /** Absent where webhooks are off. */
  readonly webhooks?: WebhookAccess | undefined;
  /** Absent where no platform is installed by OAuth. */
  readonly installations?: InstallationAccess | undefined;
  /** The events that any process has received. Absent where nothing is received. */
  readonly seenEvents?: SeenEventStore | undefined;
  /** Which shards of a gateway are this process's. Absent: all. */
  readonly shards?: Shards | undefined;
  /** What this process does, and no other. Absent: everything. */
  readonly roles?: Pick<Roles, 'has'> | undefined;
  /** Absent where there are no web pages. */
  readonly sharedPort?: SharedPort | undefined;
  /** It will send no more events. */
  readonly onEnd: (error: Error) => void;
}

/**
 * A platform as the registry lists it. `Settings` are the operator's settings that it reads. Its code is not loaded
 * before it is created: that would take tens of megabytes.
 */
export interface PlatformDefinition<Settings> extends PlatformInfo {
  /** Whether the operator has configured it. */
  isConfigured(settings: Settings): boolean;
  /** Creates it without connecting. Without an account it only renders. */
  create(settings: Settings, context: PlatformContext): Promise<Platform>;
}

/** A placeholder token for a platform that only renders. */
export const NO_TOKEN = 'not-a-token';
