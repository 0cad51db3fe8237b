import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DiscordServer, NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
import type { Message } from '../../loopback/discord/world.ts';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { openMailServer } from '../../loopback/mail-server.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import type { SlackMessage } from '../../loopback/slack/state.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { ChannelId } from '../../src/core/base/ids.ts';
import type { Day } from '../../src/core/base/time.ts';
import { aFreePort } from '../../test/support/free-port.ts';
import { channelId } from '../../test/support/ids.ts';
import { mailboxId } from '../../test/support/mailboxes.ts';
import type { Sharing } from './sharing.ts';

/** A post on which people may vote. */
export type VotablePost =
  | { readonly platform: 'discord'; readonly channel: ChannelId; readonly message: Message }
  | { readonly platform: 'slack'; readonly channel: ChannelId; readonly message: SlackMessage };

export type Stage = Awaited<ReturnType<typeof openStage>>;

const GUILDS = 5;
const PEOPLE = 40;

/** People vote on the posts of the last days, not on all there ever were. */
const MAX_POSTS = 600;

/** What addresses are encrypted with. */
export const MAIL_KEY = 'k'.repeat(40);

export interface StageSize {
  /** Half of them on Discord, half on Slack. */
  readonly channels: number;
  /** People who read by e-mail. */
  readonly mailboxes: number;
  /** Several processes on one database; one process on a file without it. */
  readonly sharing: Sharing | undefined;
}

/** The posts of the last days and the number of calls, as the traffic of the servers shows them. */
class PostTracker {
  readonly recent: VotablePost[] = [];
  calls = 0;

  onDiscordTraffic({ channels }: DiscordServer, { what, payload, direction }: Traffic): void {
    if (direction === 'from bot') this.calls += 1;
    const at = /^POST \/channels\/(\d+)\/messages$/.exec(what)?.[1];
    const id = (payload as { answered?: { id?: string } }).answered?.id;
    const posted = channels.get(at ?? '');
    const message = posted?.messages.get(id ?? '');
    if (message?.nonce === undefined || !posted) return;
    const channel = channelId(`discord:${posted.parentId ?? posted.id}`);
    this.#track({ platform: 'discord', channel, message });
  }

  onSlackTraffic({ state }: SlackServer, { what, payload, direction }: Traffic): void {
    if (direction === 'from bot') this.calls += 1;
    if (what !== 'chat.postMessage') return;
    const { channel = '', ts = '' } =
      (payload as { answered?: { channel?: string; ts?: string } }).answered ?? {};
    const message = state.message(channel, ts);
    if (message?.metadata !== undefined)
      this.#track({ platform: 'slack', channel: channelId(`slack:T0LOOP/${channel}`), message });
  }

  #track(post: VotablePost): void {
    this.recent.push(post);
    if (this.recent.length > MAX_POSTS) this.recent.shift();
  }
}

/** So that one after the other is on the next shard. */
function toGuildId(i: number): string {
  return String(BigInt(1000 + i) << 22n);
}

/** Channels on both platforms in turn, with people in each. */
function addChannels(discord: DiscordServer, slack: SlackServer, count: number) {
  const guilds = Array.from({ length: GUILDS }, (_, i) => discord.world.addGuild(`guild-${i}`, toGuildId(i)));
  const discordPeople = Array.from({ length: PEOPLE }, (_, i) => discord.world.addUser(`reader-${i}`).id);
  for (const guild of guilds) for (const id of discordPeople) guild.members.set(id, []);
  const slackPeople = Array.from({ length: PEOPLE }, (_, i) => slack.state.addUser(`U0READER${i}`).id);
  const chats = Array.from({ length: count }, (_, i): ChannelId => {
    const guild = guilds[Math.floor(i / 2) % GUILDS];
    if (i % 2 === 0) return channelId(`discord:${discord.world.addChannel(guild, `papers-${i}`).id}`);
    slack.state.addChannel(`C0SOAK${i}`, { members: new Set([slack.state.bot.user, ...slackPeople]) });
    return channelId(`slack:T0LOOP/C0SOAK${i}`);
  });
  return { chats, discordPeople, slackPeople };
}

/** Discord, Slack, a mail server and Hugging Face on loopback, with channels and people. */
export async function openStage({ channels, mailboxes, sharing }: StageSize, today: Day) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-soak-'));
  const tracker = new PostTracker();
  const discord: DiscordServer = await startDiscord({
    rates: NO_RATES,
    // One for each process.
    shards: sharing?.processes ?? 1,
    onTraffic: (traffic) => tracker.onDiscordTraffic(discord, traffic),
  });
  const slack: SlackServer = await SlackServer.start({
    onTraffic: (traffic) => tracker.onSlackTraffic(slack, traffic),
  });
  const mail = await openMailServer();
  const hf = await startHfServer({ today, quota: Number.MAX_SAFE_INTEGER });
  const env = {
    // Ten minutes are a fifth of a second here: the lists would be read without a pause.
    REFRESH_MINUTES: '30',
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: discord.apiUrl,
    SLACK_BOT_TOKEN: slack.state.botToken,
    SLACK_APP_TOKEN: slack.state.appToken,
    SLACK_API_URL: slack.apiUrl,
    SLACK_MANAGERS: 'members',
    ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY },
    // A restart takes a second or two, which are hours here.
    LATEST_HOURS: '48',
    HF_BASE_URL: hf.url,
    ARXIV_BASE_URL: hf.url,
    LOG_LEVEL: 'info',
  };

  return {
    ...{ folder, discord, slack, mail, hf, recent: tracker.recent },
    /** `chats`: where people talk. They vote and type there, and a channel may refuse the bot. */
    ...addChannels(discord, slack, channels),
    mailboxes: Array.from({ length: mailboxes }, (_, i) => mailboxId(i + 1)),
    database: sharing?.server.url(sharing.database) ?? `file:${folder}/data/paperboy.sqlite`,
    members: await prepareProcesses({ folder, env, sharing }),
    calls: () => tracker.calls,
    /** The servers' notes of single requests are not needed, and a month of them is much. */
    forgetNotes(): void {
      discord.requests.length = 0;
      slack.calls.length = 0;
      hf.requests.length = 0;
    },
    async close(): Promise<void> {
      await Promise.all([discord.close(), slack.close(), mail.close(), hf.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Preparing {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly sharing: Sharing | undefined;
}

/** Where each process works and with which settings: those on one database have each a folder for the search index. */
async function prepareProcesses({ folder, env, sharing }: Preparing) {
  const database = sharing && { DATABASE_URL: sharing.server.url(sharing.database) };
  const ports: number[] = [];
  for (let i = 0; i < (sharing?.processes ?? 1); i++) ports.push(await aFreePort());
  return ports.map((port, i) => {
    const cwd = sharing === undefined ? folder : join(folder, `process-${i + 1}`);
    mkdirSync(cwd, { recursive: true });
    const web = { WEB_URL: `http://127.0.0.1:${ports[0]}`, WEB_PORT: String(port) };
    return { cwd, env: { ...env, ...web, ...database } };
  });
}
