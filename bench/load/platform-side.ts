import { RATES } from '../../adapters/slack/api/rates.ts';
import { TRUE_RATES } from '../../loopback/discord/buckets.ts';
import { startDiscord } from '../../loopback/discord/index.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import { type ChannelId, type TenantId, toChannelId, toTenantId } from '../../src/core/base/ids.ts';
import type { Instant } from '../../src/core/base/time.ts';
import type { Store } from '../../src/core/store/store.ts';

/** One platform with many channels, in the bench's own process. */
export interface PlatformSide {
  readonly name: 'Discord' | 'Slack' | 'E-mail';
  /** So long after one start the platform lets the bot connect again, in milliseconds. */
  readonly restMs: number;
  /** For the bot's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Channel ids across platforms, and the tenant each belongs to. */
  readonly channels: ReadonlyArray<{ readonly channel: ChannelId; readonly tenant: TenantId }>;
  /** Adds what the channels need besides a subscription. */
  prepare?(store: Store, slot: Instant): Promise<void>;
  /** A person types `/papers help`; resolves with the milliseconds to its acknowledgment. Missing where nobody types. */
  command?(): Promise<number>;
  /** When each post arrived, in milliseconds of one clock; and how many each channel got. */
  posted(): { readonly times: readonly number[]; readonly byChannel: ReadonlyMap<string, number> };
  /** The least time that the limits allow for so many calls of a kind, in milliseconds from the first to the last. */
  floorMs(calls: number): number;
  /** When each reaction of the bot's own was put on a post; left out where they take too long to wait for. */
  presetTimes?(): readonly number[];
  /** Requests that took part in the fan-out, and those answered 429. */
  requests(): { readonly all: number; readonly tooMany: number };
  /** Payloads that the platform would have refused; mails that came faster than the rate allows. */
  violations(): number;
  close(): Promise<void>;
}

/** A server has at most 500 channels, and most have few. */
const CHANNELS_A_GUILD = 50;

/** Discord with its true limits. Requests that answer interactions have limits of their own and do not count. */
export async function discordSide(count: number): Promise<PlatformSide> {
  const server = await startDiscord();
  const channels = Array.from({ length: Math.ceil(count / CHANNELS_A_GUILD) }, (_, g) => {
    const guild = server.world.addGuild(`Guild ${g}`);
    const size = Math.min(CHANNELS_A_GUILD, count - g * CHANNELS_A_GUILD);
    return Array.from({ length: size }, (_, i) => ({
      channel: toChannelId('discord', server.world.addChannel(guild, `c${i}`).id),
      tenant: toTenantId('discord', guild.id),
    }));
  }).flat();
  const person = server.user('ann').id;
  const fanOut = () => server.requests.filter(({ path }) => /^\/channels\/\d+\/messages/.test(path));
  return {
    name: 'Discord',
    restMs: 0,
    env: { DISCORD_TOKEN: server.token, DISCORD_API_URL: server.apiUrl },
    channels,
    async command() {
      const record = server.slash(person, server.general.id, 'papers', 'help');
      while (!record.first) await new Promise((resolve) => setTimeout(resolve, 1));
      return record.first.afterMs;
    },
    posted() {
      const posts = channels.map(({ channel }) => {
        const { messages } = server.channels.get(channel.slice('discord:'.length)) ?? {};
        return { channel, messages: [...(messages?.values() ?? [])] };
      });
      return {
        times: posts.flatMap(({ messages }) => messages.map(({ createdAt }) => createdAt)),
        byChannel: new Map(posts.map(({ channel, messages }) => [channel, messages.length])),
      };
    },
    floorMs(calls) {
      const { limit, perMs } = TRUE_RATES.global;
      return Math.max(0, (calls / limit - 1) * perMs);
    },
    presetTimes: () =>
      fanOut().flatMap(({ method, status, at }) => (method === 'PUT' && status === 204 ? [at] : [])),
    requests: () => ({
      all: fanOut().length,
      tooMany: server.requests.filter(({ status }) => status === 429).length,
    }),
    violations: () => server.violations.length,
    close: () => server.close(),
  };
}

/** Slack with its true limits. Fifty reactions a minute are allowed: seeding goes on for hours, and is not waited for. */
export async function slackSide(count: number): Promise<PlatformSide> {
  const server = await SlackServer.start({ limits: true });
  const { state } = server;
  state.addUser('U0ADA');
  const members = () => new Set([state.bot.user, 'U0ADA']);
  const ids = Array.from({ length: count }, (_, i) => `C${String(i).padStart(8, '0')}`);
  for (const id of [...ids, 'C0OPEN0000'])
    state.addChannel(id, { name: id.toLowerCase(), members: members() });
  const posts = () => server.listCalls('chat.postMessage');
  const tenant = toTenantId('slack', state.team.id);
  return {
    name: 'Slack',
    restMs: RATES['apps.connections.open'].perMs,
    env: {
      SLACK_BOT_TOKEN: state.botToken,
      SLACK_APP_TOKEN: state.appToken,
      SLACK_API_URL: server.apiUrl,
    },
    channels: ids.map((id) => ({ channel: toChannelId(tenant, id), tenant })),
    async command() {
      const from = performance.now();
      await server.people.slash('U0ADA', 'C0OPEN0000', 'help').acked;
      return performance.now() - from;
    },
    posted: () => ({
      times: posts().map(({ at }) => at),
      byChannel: new Map(
        ids.map((id) => [toChannelId(tenant, id), state.channels.get(id)?.messages.length ?? 0]),
      ),
    }),
    floorMs(posts) {
      const { calls, perMs } = RATES['chat.postMessage'];
      return Math.max(0, (posts / calls - 1) * perMs);
    },
    requests: () => ({ all: server.calls.length, tooMany: server.rateLimited }),
    violations: () => server.violations.length,
    close: () => server.close(),
  };
}
