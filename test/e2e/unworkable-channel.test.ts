import { ChannelType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readText } from '../../loopback/discord/index.ts';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';
import { openShell } from './shell.ts';

const NOW = '2026-04-30T08:30:00Z';
const TIMEOUT = 120_000;
const SEND_MESSAGES = 1n << 11n;
const FORBIDDING: ReadonlyArray<readonly [name: string, type: ChannelType, kind: RegExp]> = [
  [
    'clips',
    ChannelType.GuildMedia,
    /#clips is a media channel\. Digests cannot be posted there\. Choose a text/,
  ],
  ['lounge', ChannelType.GuildVoice, /#lounge is a voice channel/],
  ['talks', ChannelType.GuildStageVoice, /#talks is a stage channel/],
  ['Science', ChannelType.GuildCategory, /#Science is a category/],
];

let city: Awaited<ReturnType<typeof aCity>>;
beforeEach(async () => {
  city = await aCity();
});
afterEach(() => city.close());

const shell = openShell();
const run = (...args: string[]) => shell.run(...city.line(NOW, ...args));
const subscribe = (...args: string[]) => run('subscribe', ...args);
const subscriptions = async () => (await run('subscriptions')).stdout;

describe('a set-up that cannot work is refused at subscribe, with the fix', () => {
  it(
    'on the command line, for channels of Discord that take no digest',
    async () => {
      const { world, guild } = city.discord;
      for (const [name, type, kind] of FORBIDDING) {
        const { code, stderr } = await subscribe(`discord:${world.addChannel(guild, name, { type }).id}`);
        expect(stderr).toMatch(kind);
        expect(stderr).toContain('This channel cannot be subscribed');
        expect(code).toBe(3);
      }
      expect(await subscriptions()).toContain('No channel is subscribed yet');
    },
    TIMEOUT,
  );

  it(
    'on the command line, a post by hand to the terminal while platforms have tokens',
    async () => {
      await subscribe('terminal:local');
      const { code, stderr } = await run('post', 'terminal:local');
      expect(stderr).toContain('The terminal gets posts only where no platform has a token.');
      expect(stderr).toContain('Look at the post with --dry-run.');
      expect(code).toBe(2);
    },
    TIMEOUT,
  );

  it(
    'on the command line, where a permission is missing, a channel is archived or unknown',
    async () => {
      const { general, guild } = city.discord;
      general.overwrites.set(guild.id, { id: guild.id, type: 0, allow: 0n, deny: SEND_MESSAGES });
      const denied = await subscribe(`discord:${general.id}`);
      expect(denied.stderr).toMatch(/is missing Send Messages\. Edit the channel, open Permissions/);
      const unknown = await subscribe('discord:999999999999999999');
      expect(unknown.stderr).toMatch(/Invite the bot: https:/);
      city.slack.state.addChannel('C0CLOSED', { name: 'old', archived: true });
      const archived = await subscribe('slack:C0CLOSED');
      expect(archived.stderr).toMatch(/#old is archived\. Unarchive it/);
      expect([denied.code, unknown.code, archived.code]).toEqual([3, 3, 3]);
      expect(await subscriptions()).toContain('No channel is subscribed yet');
    },
    TIMEOUT,
  );

  it(
    'by a command typed in a voice or stage channel',
    async () => {
      const { world, guild } = city.discord;
      const bot = city.start(NOW, 'start');
      await until(
        () => bot.text().includes('Paperboy is running'),
        `the bot runs:\n${bot.text()}`,
        TIMEOUT / 4,
      );
      await until(() => world.commands.size > 0, 'the commands are registered', TIMEOUT / 4);
      const typedIn: ReadonlyArray<readonly [channel: { id: string }, kind: string]> = [
        [world.addChannel(guild, 'lounge', { type: ChannelType.GuildVoice }), '#lounge is a voice channel'],
        [
          world.addChannel(guild, 'talks', { type: ChannelType.GuildStageVoice }),
          '#talks is a stage channel',
        ],
      ];
      for (const [{ id }, kind] of typedIn) {
        const record = city.discord.slash(guild.ownerId, id, 'papers', 'subscribe', {});
        const answer = () => readText(record.original) ?? '';
        await until(() => answer().includes('cannot be subscribed'), `the answer:\n${answer()}`, TIMEOUT / 4);
        expect(answer()).toContain(kind);
        expect(answer()).toContain('Choose a text');
      }
      expect(await subscriptions()).toContain('No channel is subscribed yet');
    },
    TIMEOUT,
  );

  it(
    'but a platform that cannot be asked is no reason: it is saved, with a warning',
    async () => {
      const env = {
        ...city.env,
        DISCORD_API_URL: 'http://127.0.0.1:9/api',
        PAPERBOY_CLOCK: NOW,
        LOG_LEVEL: 'warn',
      };
      const args = ['subscribe', `discord:${city.discord.general.id}`];
      const { code, stdout, stderr } = await shell.run(args, { cwd: city.folder, env });
      expect(stderr).toMatch(/^There are no papers yet\..*\n$/);
      expect(stdout).toMatch(/^ {2}Warning: /m);
      expect(stdout).toContain('Next post: ');
      expect(code).toBe(0);
    },
    TIMEOUT,
  );
});

describe('a channel on a platform without a token', () => {
  it.each([
    [
      'discord:123456789012345678',
      /Warning: Nothing will be posted here: there is no connection to Discord\. Set DISCORD_TOKEN/,
    ],
    ['webhook:papers', /Nothing will be posted here: there is no connection to Webhooks\. Set WEBHOOK_KEY/],
    [
      'slack:T0LOOP/C0123456789',
      /Warning: Nothing will be posted here: there is no connection to Slack\. Set SLACK_BOT_TOKEN and/,
    ],
  ])('%s is saved with a warning', async (channel, warning) => {
    const { code, stdout } = await shell.run(['subscribe', channel], { cwd: city.folder });
    expect(stdout).toMatch(warning);
    expect(code).toBe(0);
  });

  it('so is the terminal beside a platform', async () => {
    expect((await subscribe('terminal:local')).stdout).toContain(
      'the terminal gets posts only where no platform',
    );
  });
});

describe('post --dry-run', () => {
  it(
    'prints the post for people, and with --json the payloads for programs',
    async () => {
      const args = ['post', `discord:${city.discord.general.id}`, '--date', '2026-04-29', '--dry-run'];
      const shown = await run(...args);
      expect(shown.code, shown.stderr).toBe(0);
      expect(shown.stdout).toMatch(
        /^What discord:\d+ would get, as 6 messages; nothing was posted\.\n\n— 1 of 6 —\n/,
      );
      expect(shown.stdout).toContain('— 2 of 6, in its thread —');
      expect(shown.stdout).toContain('Daily papers');
      expect(shown.stdout).not.toMatch(/\\n|\\u|"embeds"|[{}]/);
      const json = await run(...args, '--json');
      const payloads = JSON.parse(json.stdout) as Array<{ post: string; payload: { embeds: unknown[] } }>;
      expect(payloads).toHaveLength(6);
      expect(payloads[0]?.payload.embeds).toBeDefined();
      const alone = await run('post', 'terminal:local', '--json');
      expect([alone.code, alone.stderr]).toEqual([2, expect.stringContaining('goes with --dry-run')]);
    },
    TIMEOUT,
  );
});
