import { PACE } from '../adapters/discord/render/limits.ts';
import { CHANNEL_RATE, RATES } from '../adapters/slack/render/limits.ts';
import { createTerminal, type Terminal } from '../adapters/terminal/index.ts';
import { commands } from '../commands/index.ts';
import type { Profile } from './app/profile.ts';
import type { PlaygroundRig, SlackEvents } from './cli/app.ts';
import { createClock } from './clock.ts';
import type { Config } from './config/config.ts';
import type { TerminalTraits } from './config/terminal-traits.ts';
import type { Clock } from './core/base/clock.ts';
import type { PlatformName } from './core/base/ids.ts';
import type { Log } from './core/base/log.ts';
import { localZone } from './core/base/time-zone.ts';
import type { Platform } from './core/platform/platform.ts';

/** Discord allows one login in so long. */
const LOGIN_SPACING_MS = 5000;

const BOTH_SET =
  'SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set, and only one is used: the app token, for Socket Mode. ' +
  'Remove SLACK_SIGNING_SECRET; or, to have Slack call by HTTP, remove SLACK_APP_TOKEN.';

/** The first wait of a bot whose connection does not stand. */
const RECONNECT_MS = 1000;

/** A rehearsed minute holds as many calls as a real one: the platforms' paces are quickened with the clock. */
function paceOf({ PAPERBOY_CLOCK_SPEED: speed }: Config) {
  if (speed === 1) return { discord: {}, slack: {} };
  const rates = Object.entries(RATES).map(([name, rate]) => [name, { ...rate, calls: rate.calls * speed }]);
  return {
    discord: {
      requestsPerSecond: PACE.requestsPerSecond * speed,
      reactionSpacingMs: PACE.reactionMs / speed,
      spacingMs: LOGIN_SPACING_MS / speed,
      reconnectMs: RECONNECT_MS / speed,
    },
    slack: {
      rates: Object.fromEntries(rates) as typeof RATES,
      channelRate: { ...CHANNEL_RATE, calls: CHANNEL_RATE.calls * speed },
    },
  };
}

/**
 * How Slack's events come, and why. Every Slack app has a signing secret, and an app-level token is made for Socket Mode alone:
 * where both are set the socket is what was meant. Where it was not, Slack refuses the socket and `start` says so; the other
 * way round nothing would come, and nothing would say why.
 */
export function describeSlackEvents(config: Config): SlackEvents | undefined {
  const { SLACK_BOT_TOKEN: bot, SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = config;
  if (bot === undefined) return undefined;
  if (appToken === undefined) {
    const address = `${config.SLACK_HTTP_HOST}:${config.SLACK_HTTP_PORT}`;
    const why = 'because SLACK_SIGNING_SECRET is set and SLACK_APP_TOKEN is not';
    return { way: 'http', says: `Slack events come by HTTP on ${address}, ${why}` };
  }
  const says = 'Slack events come by Socket Mode, because SLACK_APP_TOKEN is set';
  return { way: 'socket', says, ...(signingSecret === undefined ? {} : { warning: BOTH_SET }) };
}

function slackOptions(config: Config, { platforms }: Profile) {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = config;
  const { SLACK_HTTP_PORT: port, SLACK_HTTP_HOST: host } = config;
  const way =
    signingSecret && !appToken
      ? { http: { signingSecret, port, host } }
      : { appToken: appToken ?? (platforms === 'rendered' ? 'not-a-token' : '') };
  return {
    ...way,
    apiUrl: config.SLACK_API_URL,
    managers: config.SLACK_MANAGERS,
    unfurl: config.SLACK_UNFURL,
    tuning: paceOf(config).slack,
  };
}

/** Whether any platform can be connected; without one the terminal takes their place. */
export function hasToken({ DISCORD_TOKEN, SLACK_BOT_TOKEN }: Config): boolean {
  return DISCORD_TOKEN !== undefined || SLACK_BOT_TOKEN !== undefined;
}

/**
 * Adds the platforms that have a token; the terminal where none has, and in the demo. The code of a platform that is off is
 * not loaded: it would take tens of megabytes.
 */
export async function addPlatforms(
  platforms: Map<PlatformName, Platform>,
  profile: Profile,
  config: Config,
  traits: TerminalTraits,
  clock: Clock,
  log: Log,
): Promise<Terminal | undefined> {
  // A platform that has ended for good is no reason to stop the other one; the operator must hear of it.
  const onEnd = (err: Error): void =>
    log.error({ err }, 'a platform will send no more events; restart when it is mended');
  // A dry run renders and never connects, so it needs no account.
  const isRendered = profile.platforms === 'rendered';
  const isOn = profile.platforms !== 'terminal';
  const orNothing = (token: string | undefined) => token ?? (isRendered ? 'not-a-token' : undefined);
  const discord = orNothing(config.DISCORD_TOKEN);
  if (discord !== undefined && isOn) {
    const { createDiscord } = await import('../adapters/discord/index.ts');
    const { DISCORD_GUILD_ID: guildId, DISCORD_MANAGER_ROLE: managerRole } = config;
    const guild = { ...(guildId ? { guildId } : {}), ...(managerRole ? { managerRole } : {}) };
    platforms.set(
      'discord',
      createDiscord({
        token: discord,
        apiUrl: config.DISCORD_API_URL,
        commands,
        clock,
        log,
        onEnd,
        tuning: paceOf(config).discord,
        ...guild,
      }),
    );
  }
  const botToken = orNothing(config.SLACK_BOT_TOKEN);
  if (botToken !== undefined && isOn) {
    const { createSlack } = await import('../adapters/slack/index.ts');
    platforms.set('slack', createSlack({ botToken, ...slackOptions(config, profile), clock, log, onEnd }));
  }
  if (!isRendered && platforms.size > 0) return undefined;
  const { stdin, stdout } = process;
  const terminal = createTerminal({
    input: stdin,
    output: stdout,
    colour: traits.colors.stdout,
    interactive: traits.isInteractive,
    dumb: traits.isDumb,
    columns: () => stdout.columns,
    zone: localZone(),
    log,
  });
  platforms.set('terminal', terminal);
  return terminal;
}

/** Discord and Slack on loopback, with the real adapters before them. Its packages are there for development alone. */
export async function openPlayground(
  platforms: Map<PlatformName, Platform>,
  staged: Clock,
  log: Log,
): Promise<PlaygroundRig> {
  const room = await import('../playground/index.ts');
  const { createDiscord } = await import('../adapters/discord/index.ts');
  const { createSlack } = await import('../adapters/slack/index.ts');
  const playground = await room.openPlayground(log, staged);
  const onEnd = (err: Error): void => log.error({ err }, 'a platform of the playground has ended');
  // The wires run in real time, whatever the bot's clock says; and nobody there asks for patience.
  const shared = { clock: createClock(), log, onEnd };
  const { discord, slack } = playground;
  platforms.set('discord', createDiscord({ ...discord, ...shared, commands }));
  const channelRate = { calls: 50, perMs: 1000 };
  platforms.set('slack', createSlack({ ...slack, ...shared, tuning: { channelRate } }));
  return playground;
}
