import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
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
}

/** Discord, Slack, a mail server and Hugging Face on loopback, with channels and people. */
export async function openStage({ channels, mailboxes }: StageSize, today: Day) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-soak-'));
  const recent: VotablePost[] = [];
  let calls = 0;

  function track(post: VotablePost): void {
    recent.push(post);
    if (recent.length > MAX_POSTS) recent.shift();
  }

  function onDiscordTraffic({ what, payload, direction }: Traffic): void {
    if (direction === 'from bot') calls += 1;
    const at = /^POST \/channels\/(\d+)\/messages$/.exec(what)?.[1];
    const id = (payload as { answered?: { id?: string } }).answered?.id;
    const channel = discord.channels.get(at ?? '');
    const message = channel?.messages.get(id ?? '');
    if (message?.nonce !== undefined && channel)
      track({
        platform: 'discord',
        channel: channelId(`discord:${channel.parentId ?? channel.id}`),
        message,
      });
  }

  function onSlackTraffic({ what, payload, direction }: Traffic): void {
    if (direction === 'from bot') calls += 1;
    if (what !== 'chat.postMessage') return;
    const { channel = '', ts = '' } =
      (payload as { answered?: { channel?: string; ts?: string } }).answered ?? {};
    const message = slack.state.message(channel, ts);
    if (message?.metadata !== undefined)
      track({ platform: 'slack', channel: channelId(`slack:T0LOOP/${channel}`), message });
  }

  const discord = await startDiscord({ rates: NO_RATES, onTraffic: onDiscordTraffic });
  const slack = await SlackServer.start({ onTraffic: onSlackTraffic });
  const mail = await openMailServer();
  const webPort = await aFreePort();
  const hf = await startHfServer({ today, quota: Number.MAX_SAFE_INTEGER });

  const guilds = Array.from({ length: GUILDS }, (_, i) => discord.world.addGuild(`guild-${i}`));
  const discordPeople = Array.from({ length: PEOPLE }, (_, i) => discord.world.addUser(`reader-${i}`).id);
  for (const guild of guilds) for (const id of discordPeople) guild.members.set(id, []);
  const slackPeople = Array.from({ length: PEOPLE }, (_, i) => slack.state.addUser(`U0READER${i}`).id);
  const ids: ChannelId[] = [];
  for (let i = 0; i < channels; i++) {
    const guild = guilds[Math.floor(i / 2) % GUILDS];
    if (i % 2 === 0) ids.push(channelId(`discord:${discord.world.addChannel(guild, `papers-${i}`).id}`));
    else {
      slack.state.addChannel(`C0SOAK${i}`, { members: new Set([slack.state.bot.user, ...slackPeople]) });
      ids.push(channelId(`slack:T0LOOP/C0SOAK${i}`));
    }
  }

  return {
    ...{ folder, discord, slack, mail, hf, recent, discordPeople, slackPeople },
    /** Where people talk: they vote and type there, and a channel may refuse the bot. */
    chats: ids,
    mailboxes: Array.from({ length: mailboxes }, (_, i) => mailboxId(i + 1)),
    database: `file:${folder}/data/paperboy.sqlite`,
    env: {
      // Ten minutes are a fifth of a second here: the lists would be read without a pause.
      REFRESH_MINUTES: '30',
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: slack.state.botToken,
      SLACK_APP_TOKEN: slack.state.appToken,
      SLACK_API_URL: slack.apiUrl,
      SLACK_MANAGERS: 'members',
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY },
      ...{ WEB_URL: `http://127.0.0.1:${webPort}`, WEB_PORT: String(webPort) },
      // A restart takes a second or two, which are hours here.
      LATEST_HOURS: '48',
      HF_BASE_URL: hf.url,
      ARXIV_BASE_URL: hf.url,
      LOG_LEVEL: 'info',
    },
    calls: () => calls,
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
