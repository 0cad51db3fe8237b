import type { Clock } from '../../src/core/base/clock.ts';
import type { Log } from '../../src/core/base/log.ts';
import type { Command } from '../../src/core/command/command.ts';
import type { MailAccess } from '../../src/core/mail/mail-access.ts';
import type { Platform } from '../../src/core/platform/platform.ts';
import type { PlatformInfo } from '../../src/core/platform/platform-info.ts';

/** What a platform is built on. */
export interface PlatformContext {
  /** What people can type there. */
  readonly commands: readonly Command[];
  /** Of the wall. */
  readonly clock: Clock;
  /** Of the bot, which may rehearse another day. */
  readonly botClock: Clock;
  readonly log: Log;
  /** How many times as fast as real time the bot's clock runs: a rehearsed minute holds as many calls as a real one. */
  readonly speed: number;
  /** Absent where e-mail is off. */
  readonly mail?: MailAccess | undefined;
  /** It will send no more events. */
  readonly onEnd: (error: Error) => void;
}

/**
 * A platform as the registry lists it. `Settings` are those of the operator that it reads. Nothing of its code is loaded
 * before it is created: that would take tens of megabytes.
 */
export interface PlatformDefinition<Settings> extends PlatformInfo {
  /** Whether the operator has an account there. */
  isConfigured(settings: Settings): boolean;
  /** Builds it without connecting. Without an account it renders, and does nothing else. */
  create(settings: Settings, context: PlatformContext): Promise<Platform>;
}

/** In place of a token where a platform only renders. */
export const NO_TOKEN = 'not-a-token';
