import { discord } from '../../adapters/discord/definition.ts';
import { email } from '../../adapters/email/definition.ts';
import type { PlatformDefinition } from '../../adapters/shared/definition.ts';
import type { SharedPort } from '../../adapters/shared/shared-port.ts';
import { slack } from '../../adapters/slack/definition.ts';
import { createTerminal, type Terminal } from '../../adapters/terminal/index.ts';
import { terminalInfo } from '../../adapters/terminal/info.ts';
import { webhook } from '../../adapters/webhook/definition.ts';
import { commands } from '../../commands/index.ts';
import { type Config, refuseChannel } from '../config/config.ts';
import type { TerminalTraits } from '../config/terminal-traits.ts';
import type { Clock } from '../core/base/clock.ts';
import type { PlatformName } from '../core/base/ids.ts';
import type { Log } from '../core/base/log.ts';
import type { MailAccess } from '../core/mail/mail-access.ts';
import type { Platform } from '../core/platform/platform.ts';
import { isMissingTenant, type PlatformInfo } from '../core/platform/platform-info.ts';
import type { InstallationAccess } from '../core/store/installation-store.ts';
import type { Roles } from '../core/store/roles.ts';
import type { SeenEventStore } from '../core/store/seen-event-store.ts';
import type { Shards } from '../core/store/shards.ts';
import type { WebhookAccess } from '../core/webhook/webhook.ts';
import type { Profile } from './profile.ts';

/** The platforms, in the order in which they are built. One more is a folder in `adapters` and a line here. */
const PLATFORMS: readonly PlatformDefinition<Config>[] = [discord, slack, email, webhook];

/** Every platform, whether it is switched on or not. */
export function listPlatforms(): readonly PlatformInfo[] {
  return [...PLATFORMS, terminalInfo];
}

/** Throws a `ConfigError` for a channel whose platform wants a workspace with it. */
export function checkAlertChannel({ ALERT_CHANNEL: channel }: Pick<Config, 'ALERT_CHANNEL'>): void {
  if (channel !== undefined && isMissingTenant(listPlatforms(), channel))
    throw refuseChannel('ALERT_CHANNEL', channel);
}

/** Whether any platform can be connected; without one the terminal takes their place. */
export function hasToken(config: Config): boolean {
  return PLATFORMS.some((platform) => platform.isConfigured(config));
}

export interface PlatformDeps {
  readonly profile: Profile;
  readonly config: Config;
  readonly traits: TerminalTraits;
  /** The machine's time zone, for what is shown at its terminal. */
  readonly zone: string;
  readonly wallClock: Clock;
  /** Of the bot; the wall clock by default. */
  readonly botClock?: Clock;
  readonly mail?: MailAccess | undefined;
  readonly webhooks?: WebhookAccess | undefined;
  readonly installations?: InstallationAccess | undefined;
  /** Absent where nothing is received. */
  readonly seenEvents?: SeenEventStore | undefined;
  /** Missing: this process has every role. */
  readonly roles?: Roles;
  /** Missing: this process has every shard. */
  readonly shards?: Shards;
  /** The port of the web pages, where they are served. */
  readonly sharedPort?: SharedPort | undefined;
  readonly log: Log;
  readonly registry?: readonly PlatformDefinition<Config>[];
}

/** Adds the platforms that have an account; the terminal where none has, and in the demo. */
export async function addPlatforms(
  platforms: Map<PlatformName, Platform>,
  deps: PlatformDeps,
): Promise<Terminal | undefined> {
  const {
    profile,
    config,
    wallClock: clock,
    botClock = clock,
    mail,
    webhooks,
    installations,
    sharedPort,
    seenEvents,
    roles,
    shards,
    log,
    registry = PLATFORMS,
  } = deps;
  // A dry run renders and never connects, so it needs no account.
  const isRendered = profile.platforms === 'rendered';
  const speed = config.PAPERBOY_CLOCK_SPEED;
  // A platform that has ended permanently is no reason to stop the other one; the operator must be notified of it.
  const onEnd = (err: Error): void =>
    log.error({ err }, 'a platform will send no more events; restart when it is fixed');
  const parts = { mail, webhooks, installations, sharedPort, seenEvents, roles, shards };
  const context = { ...parts, commands, clock, botClock, log, speed, onEnd };
  for (const definition of profile.platforms === 'prompt' ? [] : registry) {
    if (!isRendered && !definition.isConfigured(config)) continue;
    platforms.set(definition.name, await definition.create(config, context));
  }
  if (!isRendered && platforms.size > 0) return undefined;
  const terminal = openTerminal(deps);
  platforms.set(terminal.name, terminal);
  return terminal;
}

function openTerminal({ traits, zone, log }: PlatformDeps): Terminal {
  const { stdin, stdout } = process;
  return createTerminal({
    input: stdin,
    output: stdout,
    color: traits.colors.stdout,
    interactive: traits.isInteractive,
    dumb: traits.isDumb,
    readColumns: () => stdout.columns,
    zone,
    log,
  });
}
