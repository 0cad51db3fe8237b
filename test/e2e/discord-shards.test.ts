import { expect, it } from 'vitest';
import { standingPosts } from '../../bench/shared/standing-posts.ts';
import { auditVotes } from '../../bench/shared/vote-audit.ts';
import { readText } from '../../loopback/discord/index.ts';
import { DEFAULT_SUBSCRIPTION } from '../../src/core/schedule/subscription.ts';
import { awaitAnswer } from '../adapters/discord/harness.ts';
import { channelId } from '../support/ids.ts';
import { aCity } from './city.ts';
import { describeOnPostgres, openProcesses } from './processes.ts';

const SHARDS = 4;
const SPEED = 10;
/** A login of each key in five seconds of the rehearsal; two keys. */
const LOGIN_MS = 5000 / SPEED;
const MAX_CONCURRENCY = 2;
const SECRET = 'loopbacksigningsecret';
const SLOT = Date.parse('2026-04-30T09:00:00Z');
const LATEST = { timeout: 240_000, interval: 200 };

/** The real process three times on one database, and a channel on each shard. */
async function aShardedBot(databaseUrl: string) {
  const discordOptions = { maxConcurrency: MAX_CONCURRENCY, loginMs: LOGIN_MS };
  const settings = { SLACK_SIGNING_SECRET: SECRET, DISCORD_SHARD_COUNT: String(SHARDS) };
  const city = await aCity(settings, { discord: discordOptions });
  const { store, processes } = await openProcesses({
    ...{ city, databaseUrl, signingSecret: SECRET, speed: SPEED },
    from: SLOT - 2 * 60_000,
  });
  const { discord } = city;
  const channels = Array.from({ length: SHARDS }, (_, shard) => {
    const guild = discord.world.addGuild(`shard ${shard}`, String(BigInt(1000 * SHARDS + shard) << 22n));
    guild.members.set(discord.user('ann').id, []);
    return discord.world.addChannel(guild, `papers-${shard}`);
  });
  for (const { id } of channels)
    await store.subscriptions.put({
      ...DEFAULT_SUBSCRIPTION,
      ...{ channel: channelId(`discord:${id}`), count: 2, layout: 'cards' },
      ...{ nextDueAt: SLOT, createdAt: SLOT - 60_000 },
    });
  return { city, store, processes, channels };
}

type Bot = Awaited<ReturnType<typeof aShardedBot>>;

/** Logins that Discord would have refused. */
function listEarlyLogins({ city }: Bot) {
  const { identifies } = city.discord.gateway;
  return identifies.filter(({ at, shard: [id] }, i) =>
    identifies
      .slice(0, i)
      .some(
        (before) => before.shard[0] % MAX_CONCURRENCY === id % MAX_CONCURRENCY && at - before.at < LOGIN_MS,
      ),
  );
}

async function isAnsweredEverywhere({ city: { discord }, channels }: Bot): Promise<boolean> {
  const ann = discord.user('ann').id;
  const asked = channels.map(({ id }) => discord.slash(ann, id, 'papers', 'help'));
  const answers = await Promise.all(asked.map(awaitAnswer));
  return answers.every((answer) => (readText(answer) ?? '') !== '');
}

function voteEverywhere({ city: { discord }, channels }: Bot): void {
  const ann = discord.user('ann').id;
  for (const { messages } of channels)
    for (const message of messages.values())
      if (message.nonce !== undefined) discord.react(ann, message, '👍');
}

/** What is wrong with the votes, compared with Discord’s own reactions. */
async function compareVotes({ city: { discord, slack }, store }: Bot) {
  const { faults, standing } = await auditVotes(
    store,
    standingPosts({ discord, slack, mail: { received: [] } as never }),
  );
  return { faults, standing };
}

describeOnPostgres(
  'the shards of Discord’s gateway, shared out among three processes',
  'shards',
  (server) => {
    it('are each one process’s, and another one’s when it dies: no vote is lost, and no command answered twice', async () => {
      const bot = await aShardedBot(server.url('shards'));
      const { city, processes, channels } = bot;
      const { gateway } = city.discord;
      const all = Array.from({ length: SHARDS }, (_, id) => id);
      const texts = await Promise.all(all.slice(1).map(async () => (await processes.start()).text));
      const isRunning = () => texts.every((text) => text().includes('Paperboy is running'));
      await expect.poll(isRunning, LATEST).toBe(true);
      await expect.poll(() => processes.roles.countShards(), LATEST).toEqual([1, 1, 2]);
      await expect.poll(() => gateway.listShards(), LATEST).toEqual(all);
      expect(await isAnsweredEverywhere(bot)).toBe(true);

      const countPosts = () => channels.flatMap(({ messages }) => [...messages.values()]).length;
      await expect.poll(countPosts, LATEST).toBe(2 * SHARDS);
      const doomed = await processes.roles.findHolder('shard 0');
      await processes.kill(doomed);
      // The gateway reports these to nobody.
      voteEverywhere(bot);
      await expect.poll(() => processes.roles.countShards(), LATEST).toEqual([2, 2]);
      await expect.poll(() => gateway.listShards(), LATEST).toEqual(all);
      await expect.poll(() => compareVotes(bot), LATEST).toEqual({ faults: [], standing: 2 * SHARDS });
      expect(await isAnsweredEverywhere(bot)).toBe(true);

      expect(listEarlyLogins(bot)).toEqual([]);
      expect(processes.readTexts()).not.toMatch(/another process (has )?answered/i);
      expect(city.discord.violations).toEqual([]);
      expect(countPosts()).toBe(2 * SHARDS);
      expect(await processes.stop()).toEqual([0, 0]);
    }, 600_000);
  },
);
