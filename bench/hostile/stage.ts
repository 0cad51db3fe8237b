import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NO_RATES, startDiscord } from '../../loopback/discord/index.ts';
import { openMailServer } from '../../loopback/mail-server.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import type { Sign } from '../../loopback/slack/signed-post.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aFreePort } from '../../test/support/free-port.ts';
import { channelId } from '../../test/support/ids.ts';

export type SlackWay = 'socket' | 'http';
export type Stage = Awaited<ReturnType<typeof openStage>>;

const PEOPLE = 60;
const CHANNELS = 6;
const SECRET = 'hostilesigningsecret';

/** Discord and Slack on loopback with channels and people in them, a folder for the database, and what is sent and received. */
export async function openStage(upstream: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-hostile-'));
  const sent: { slack: Traffic[]; discord: Traffic[] } = { slack: [], discord: [] };
  const remember = (platform: 'slack' | 'discord') => (traffic: Traffic) => {
    if (traffic.direction !== 'to bot') return;
    sent[platform].push(traffic);
    if (sent[platform].length > 300) sent[platform].shift();
  };
  const discord = await startDiscord({
    rates: NO_RATES,
    // An answer that is late is to be measured, not lost.
    firstAnswerMs: 60_000,
    onTraffic: remember('discord'),
  });
  const slack = await SlackServer.start({ onTraffic: remember('slack') });
  const discordPeople = Array.from({ length: PEOPLE }, (_, i) => discord.user(`reader-${i}`).id);
  const slackPeople = Array.from({ length: PEOPLE }, (_, i) => slack.state.addUser(`U0READER${i}`).id);
  const members = () => new Set([slack.state.bot.user, ...slackPeople]);
  const slackChannels = Array.from({ length: CHANNELS }, (_, i) => {
    slack.state.addChannel(`C0HOSTILE${i}`, { name: `papers-${i}`, members: members() });
    return `C0HOSTILE${i}`;
  });
  const discordChannels = Array.from(
    { length: CHANNELS },
    (_, i) => discord.world.addChannel(discord.guild, `papers-${i}`).id,
  );
  await subscribe(folder, [
    `discord:${discordChannels[0]}`,
    `slack:${slack.state.team.id}/${slackChannels[0]}`,
  ]);
  const [port, webPort, healthPort] = [await aFreePort(), await aFreePort(), await aFreePort()];
  const sign: Sign = { signingSecret: SECRET, url: `http://127.0.0.1:${port}/slack/events` };
  const webUrl = `http://127.0.0.1:${webPort}`;
  const healthUrl = `http://127.0.0.1:${healthPort}`;
  const mail = await openMailServer();

  return {
    ...{ webUrl, healthUrl },
    ...{ folder, discord, slack, sent, sign, discordPeople, slackPeople, slackChannels, discordChannels },
    env: (way: SlackWay) => ({
      DISCORD_TOKEN: discord.token,
      DISCORD_API_URL: discord.apiUrl,
      SLACK_BOT_TOKEN: slack.state.botToken,
      ...(way === 'socket'
        ? { SLACK_APP_TOKEN: slack.state.appToken }
        : { SLACK_SIGNING_SECRET: SECRET, SLACK_HTTP_PORT: String(port) }),
      SLACK_API_URL: slack.apiUrl,
      ...{ WEB_URL: webUrl, WEB_PORT: String(webPort), HEALTH_PORT: String(healthPort) },
      ...{ SMTP_URL: mail.url, MAIL_FROM: 'papers@example.org', MAIL_KEY: 'k'.repeat(40) },
      REFRESH_MINUTES: '1',
      LOG_LEVEL: 'info',
      NODE_COMPILE_CACHE: join(folder, 'code'),
      ...upstream,
    }),
    /** The servers' notes of single requests are not needed, and ten minutes of them are much. */
    forgetNotes(): void {
      discord.requests.length = 0;
      slack.calls.length = 0;
    },
    async close(): Promise<void> {
      await Promise.all([discord.close(), slack.close(), mail.close()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A digest every two minutes on each platform, the first at once: hostile papers are posted, and voted on. */
async function subscribe(folder: string, channels: readonly string[]): Promise<void> {
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
  const store = await openStore({ url: `file:${join(folder, 'data/paperboy.sqlite')}`, log });
  const schedule = { ...DEFAULT_SUBSCRIPTION, cron: '*/2 * * * *', layout: 'cards', count: 3 } as const;
  const [nextDueAt, createdAt] = [Date.now() - 1_000, Date.now() - 86_400_000];
  for (const [i, channel] of channels.entries()) {
    // One of them has a page for everybody.
    const page = i === 0 ? { publicName: 'readers' } : {};
    await store.subscriptions.put({
      ...schedule,
      ...page,
      channel: channelId(channel),
      nextDueAt,
      createdAt,
    });
  }
  await store.close();
}
