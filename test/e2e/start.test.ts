import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity, cardTitles, discordPosts } from './city.ts';
import { startMain } from './run-main.ts';
import { openShell } from './shell.ts';

const TIMEOUT = 90_000;
let city: Awaited<ReturnType<typeof aCity>>;

beforeEach(async () => {
  city = await aCity();
});
afterEach(async () => {
  await city.close();
});

const shell = openShell();
const run = (at: string, ...args: string[]) => shell.run(...city.line(at, ...args));

async function subscribe(...args: string[]): Promise<void> {
  const { code, stderr } = await run('2026-04-30T08:30:00Z', 'subscribe', ...args);
  if (code !== 0) throw new Error(stderr);
}

const slackMessages = () => city.slack.state.channels.get('C0OPEN')?.messages ?? [];

describe('the whole bot, with the real clients', () => {
  it(
    'posts on time to Slack and Discord, counts votes, posts nothing twice after a restart, and stops in order',
    async () => {
      const { general } = city.discord;
      await subscribe(`discord:${general.id}`, '--at', '09:00', '--days', 'daily', '--count', '2');
      await subscribe(
        'slack:T0LOOP/C0OPEN',
        '--at',
        '09:00',
        '--days',
        'daily',
        '--count',
        '2',
        '--layout',
        'compact',
      );

      const bot = city.start('2026-04-30T09:00:20Z', 'start');
      await until(
        () => discordPosts(city, general).length === 3,
        `three posts on Discord:\n${bot.text()}`,
        30_000,
      );
      await until(() => slackMessages().length === 1, `a post on Slack:\n${bot.text()}`, 30_000);
      expect(cardTitles(discordPosts(city, general))).toHaveLength(2);
      expect(JSON.stringify(slackMessages()[0]?.blocks)).toContain('GLM-5V-Turbo');

      // A person votes on the card in the thread, another on the overview: both posts show it soon.
      const [overview, card] = discordPosts(city, general);
      if (!overview || !card) throw new Error('no posts');
      city.discord.react(city.discord.user('ann').id, card, '👍🏽');
      city.discord.react(city.discord.user('bob').id, overview, '1️⃣');
      await until(
        () => JSON.stringify(discordPosts(city, general)[0]?.embeds).includes('👍 2'),
        `the tally shows 2:\n${bot.text()}`,
        30_000,
      );
      const [posted] = slackMessages();
      if (posted) city.slack.people.react('U0ADA', posted, 'one');
      await until(
        () => JSON.stringify(slackMessages()[0]?.blocks).includes('👍 1'),
        `the tally shows on Slack:\n${bot.text()}`,
        30_000,
      );

      bot.process.kill('SIGTERM');
      const stopped = await bot.done;
      expect(stopped.code).toBe(0);
      expect(stopped.stderr).toContain('"msg":"stopped"');

      // Votes while nobody listens are read back at the next start; nothing is posted again.
      city.discord.react(city.discord.user('cyd').id, card, '👍');
      const again = city.start('2026-04-30T09:05:00Z', 'start');
      await until(
        () => JSON.stringify(discordPosts(city, general)[0]?.embeds).includes('👍 3'),
        `the missed vote is read back:\n${again.text()}`,
        30_000,
      );
      expect(discordPosts(city, general)).toHaveLength(3);
      expect(slackMessages()).toHaveLength(1);
      again.process.kill('SIGINT');
      expect((await again.done).code).toBe(0);

      expect(city.discord.violations).toEqual([]);
      expect(city.slack.violations).toEqual([]);
      for (const secret of city.secrets) expect(bot.text() + again.text()).not.toContain(secret);
    },
    TIMEOUT,
  );

  it(
    'answers a slash command on both platforms',
    async () => {
      const bot = city.start('2026-04-30T09:00:20Z', 'start');
      await until(() => bot.text().includes('Paperboy is running'), `the bot runs:\n${bot.text()}`, 30_000);
      await until(
        () => /"day":"2026-04-30"[^\n]*edition refreshed/.test(bot.text()),
        'the papers are in',
        30_000,
      );
      // What was saved can be found within a second.
      await until(
        async () => {
          await city.slack.people.slash('U0ADA', 'C0OPEN', 'search diffusion');
          await pause(500);
          const { ephemerals = [] } = city.slack.state.channels.get('C0OPEN') ?? {};
          return JSON.stringify([...ephemerals]).includes('Turning the TIDE');
        },
        'Slack answers',
        30_000,
      );
    },
    TIMEOUT,
  );
});

describe('the command line, with accounts', () => {
  it(
    'posts now, checks every platform, and says what to do where a platform says no',
    async () => {
      const { general } = city.discord;
      const posted = await run(
        '2026-04-30T12:00:00Z',
        'post',
        `discord:${general.id}`,
        '--date',
        '2026-04-29',
      );
      expect(posted.stdout).toContain(': sent');
      expect(posted.code).toBe(0);
      expect(cardTitles(discordPosts(city, general))).toHaveLength(5);

      const again = await run('2026-04-30T12:00:30Z', 'post', `discord:${general.id}`);
      expect(again.stdout).toContain('nothing more is posted');
      expect(again.code).toBe(0);
      expect(cardTitles(discordPosts(city, general))).toHaveLength(5);

      const checked = await run('2026-04-30T12:00:00Z', 'check');
      expect(checked.stdout).not.toContain('NO ');
      expect(checked.code).toBe(0);

      const refused = await run('2026-04-30T12:00:00Z', 'post', 'discord:999999999999999999');
      expect(refused.code).toBe(3);
      expect(refused.stdout).toMatch(/failed/);
    },
    TIMEOUT,
  );
});

describe('backfill', () => {
  it(
    'fetches a span of days, skips what is saved, and finds it afterward',
    async () => {
      const backfill = () =>
        run('2026-05-02T12:00:00Z', 'backfill', '--from', '2026-04-27', '--to', '2026-05-01');
      const first = await backfill();
      expect(first.stdout).toContain('5 of 5 days fetched, 31 new papers, 0 days failed');
      expect(first.code).toBe(0);
      expect((await backfill()).stdout).toContain('0 of 5 days fetched, 0 new papers');
      expect((await run('2026-05-02T12:00:00Z', 'search', 'robot')).stdout).toContain('2604.26694');
    },
    TIMEOUT,
  );

  it(
    'gives up after three days in a row that failed, with their reason',
    async () => {
      const { code, stdout } = await shell.run(['backfill', '--from', '2026-03-01', '--to', '2026-05-01'], {
        cwd: city.folder,
        env: { ...city.env, PAPERBOY_CLOCK: '2026-05-02T12:00:00Z', HF_BASE_URL: 'http://127.0.0.1:9' },
      });
      expect(code, stdout).toBe(3);
      expect(stdout).toContain('0 of 62 days fetched, 0 new papers, 3 days failed');
      expect(stdout).toContain('Stopped because the source cannot be reached: 59 more days not requested.');
      expect(stdout.match(/^2026-03-0\d: /gm)).toHaveLength(3);
    },
    TIMEOUT,
  );

  it(
    'is ended by Ctrl-C in the middle of a request, says so, and goes on from there the next time',
    async () => {
      const args = ['backfill', '--from', '2026-04-27', '--to', '2026-05-01'];
      const { code, stdout, stderr } = await brokenOff(args, 2, { PAPERBOY_CLOCK: '2026-05-02T12:00:00Z' });
      expect(code, stdout + stderr).toBe(130);
      expect(stdout).toContain('2 of 5 days fetched');
      expect(stdout).toContain('Stopped before it was done; what was fetched is saved.');
      const { stdout: rest } = await run('2026-05-02T12:00:00Z', ...args);
      expect(rest).toContain('3 of 5 days fetched');
    },
    TIMEOUT,
  );
});

describe('a command that is broken off', () => {
  it.each([['post', 'discord:123456789012345678', '--dry-run'], ['check']])(
    '%j ends with 130, and calls no day empty and no source dead',
    async (...args) => {
      const { code, stdout, stderr } = await brokenOff(args, 0, { DATABASE_URL: 'file:data/empty.sqlite' });
      expect(code, stdout + stderr).toBe(130);
      expect(stdout).toBe('');
      expect(stderr).toContain('Stopped before it was done.');
    },
    TIMEOUT,
  );
});

describe('without any token', () => {
  it('the terminal takes the platforms’ place, and says how to add one', async () => {
    const { HF_BASE_URL, ARXIV_BASE_URL } = city.env;
    const env = { HF_BASE_URL, ARXIV_BASE_URL, LOG_LEVEL: 'silent', PAPERBOY_CLOCK: '2026-04-30T12:00:00Z' };
    const { code, stdout } = await startMain(['start'], { cwd: city.folder, env, input: 'help\n' }).done;
    expect(stdout).toContain('No platform has a token');
    expect(stdout).toContain('DISCORD_TOKEN');
    expect(stdout).toContain('/papers search');
    expect(code).toBe(0);
  });
});

/** Runs a command and presses Ctrl-C in the middle of the request that comes after so many answered ones. */
async function brokenOff(args: readonly string[], requests: number, env: Readonly<Record<string, string>>) {
  const stuck = await startStuck(city.env.HF_BASE_URL ?? '', requests);
  const whole = { ...city.env, HF_BASE_URL: stuck.url, ...env };
  const broken = startMain(args, { cwd: city.folder, env: whole, input: '' });
  await until(stuck.isStuck, `request ${requests + 1} is made:\n${broken.text()}`, 20_000);
  broken.process.kill('SIGINT');
  const ended = await broken.done;
  await stuck.close();
  return ended;
}

/** A proxy before a source: lets so many requests through, and is silent to the rest. */
async function startStuck(source: string, requests: number) {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    if (asked > requests) return;
    void fetch(new URL(request.url ?? '/', source)).then(async (reply) => {
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(await reply.text());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isStuck: () => asked > requests,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
