import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlaygroundState } from '../../playground/protocol.ts';
import { type Running, startMain } from '../e2e/run-main.ts';
import { until } from '../support/builders.ts';
import { aPage } from './support.ts';

const TIMEOUT = 60_000;

// Real tokens in the environment, and an address that would be noticed: the demo must use neither.
const ENV = {
  DISCORD_TOKEN: 'MTIzNDU2.Nzg5.real-looking-token',
  SLACK_BOT_TOKEN: 'xoxb-real-looking',
  SLACK_APP_TOKEN: 'xapp-real-looking',
  DISCORD_API_URL: 'http://127.0.0.1:9/api',
  SLACK_API_URL: 'http://127.0.0.1:9/api/',
  CI: '1',
};

let folder: string;
let running: Running;
let page: ReturnType<typeof aPage>;

async function start(args: string[] = [], more: Record<string, string> = {}): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-playground-'));
  const env = { ...ENV, ...more };
  running = startMain(['demo', '--page', '--port', '0', ...args], { cwd: folder, env, input: '' });
  await until(
    () => /http:\/\/127\.0\.0\.1:\d+/.test(running.text()),
    'the address is printed',
    TIMEOUT - 5_000,
  );
  page = aPage(/http:\/\/127\.0\.0\.1:\d+/.exec(running.text())?.[0] ?? '');
}

async function stop(): Promise<void> {
  running.process.kill('SIGINT');
  expect((await running.done).code).toBe(0);
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true, force: true });
}

/** Waits for a state that satisfies, and returns it. */
async function see(what: string, fits: (state: PlaygroundState) => boolean): Promise<PlaygroundState> {
  let seen = await page.state();
  await until(
    async () => {
      seen = await page.state();
      return fits(seen);
    },
    `${what}:\n${running.text()}`,
    TIMEOUT / 2,
  );
  return seen;
}

const onDiscord = ({ discord }: PlaygroundState) => discord.channels.find(({ name }) => name === 'papers');
const onSlack = ({ slack }: PlaygroundState) => slack.channels.find(({ name }) => name === 'papers');
const fullyPosted = (state: PlaygroundState) =>
  state.discord.channels.some(({ kind, messages }) => kind === 'thread' && messages.length === 5) &&
  onSlack(state)?.messages.length === 6 &&
  state.discord.commands.length > 0;

describe('the demo with its page', () => {
  beforeAll(() => start(), TIMEOUT);
  afterAll(() => stop(), TIMEOUT);

  it(
    'has posted the sample edition to both platforms, and asked no account for it',
    async () => {
      const state = await see('the edition is there', fullyPosted);
      expect(state.clock.speed).toBe(1);
      expect(state.clock.days.slice(-3)).toEqual(['2026-04-28', '2026-04-29', '2026-04-30']);
      expect(onDiscord(state)?.messages[0]?.content).toContain('Daily papers · Thu, Apr 30, 2026');
      expect(JSON.stringify(onSlack(state)?.messages[0]?.blocks)).toContain('GLM-5V-Turbo');
      expect(state.discord.commands[0]?.options?.length).toBeGreaterThan(10);
      expect(running.text()).not.toMatch(/real-looking|error/i);
    },
    TIMEOUT,
  );

  it('a second demo at the same port says which one it takes instead', async () => {
    const [, port = ''] = /127\.0\.0\.1:(\d+)/.exec(running.text()) ?? [];
    const cwd = mkdtempSync(join(tmpdir(), 'paperboy-playground-'));
    const second = startMain(['demo', '--page', '--port', port], { cwd, env: ENV, input: '' });
    const pattern = /http:\/\/127\.0\.0\.1:(\d+) \(port (\d+) is taken\)/;
    await until(() => pattern.test(second.text()), 'the other address', 45_000);
    const [, other, taken] = pattern.exec(second.text()) ?? [];
    expect(taken).toBe(port);
    expect(other).not.toBe(port);
    expect((await fetch(`http://127.0.0.1:${other}/state`)).status).toBe(200);
    second.process.kill('SIGINT');
    expect((await second.done).code).toBe(0);
    rmSync(cwd, { recursive: true, force: true });
  }, 90_000);

  it(
    'a vote on Slack changes the post on Discord, and taking it back changes it again',
    async () => {
      const before = await see('the edition is there', fullyPosted);
      const [post] = onSlack(before)?.messages ?? [];
      const vote = {
        kind: 'react',
        side: 'slack',
        channelId: onSlack(before)?.id ?? '',
        emoji: 'one',
      } as const;
      const description = (state: PlaygroundState) =>
        onDiscord(state)?.messages[0]?.embeds[0]?.description ?? '';
      expect(description(before)).not.toContain('👍');
      await page.act({ ...vote, messageId: post?.ts ?? '', on: true });
      const voted = await see('the tally', (state) => description(state).includes('👍 1'));
      const own = onSlack(voted)?.messages[0]?.reactions.find(({ name }) => name === 'one');
      expect(own?.users).toContain(voted.slack.me.id);
      await page.act({ ...vote, messageId: post?.ts ?? '', on: false });
      await see('no tally', (state) => !description(state).includes('👍 1'));
    },
    TIMEOUT,
  );

  it(
    'answers a search with a turn of pages, and completes options',
    async () => {
      const before = await see('the edition is there', fullyPosted);
      const channelId = onDiscord(before)?.id ?? '';
      const typed = { channelId, subcommand: 'summary', option: 'paper', typed: 'GLM' };
      expect((await page.post('/complete', typed)).body).toMatchObject({
        choices: [{ name: expect.stringContaining('GLM-5V-Turbo'), value: '2604.26752' }],
      });
      await page.act({
        kind: 'discord-slash',
        channelId,
        subcommand: 'search',
        options: { query: 'diffusion' },
      });
      const { discord } = await see('an answer', (state) =>
        state.discord.replies.some(({ message }) => message),
      );
      expect(discord.replies[0]).toMatchObject({ asked: '/papers search', pending: false, channelId });
      expect(JSON.stringify(discord.replies[0]?.message?.components)).toContain('### Search: diffusion');
      await page.act({
        kind: 'slack-command',
        channelId: onSlack(before)?.id ?? '',
        text: 'search turning the tide',
      });
      await see(
        'an answer on Slack',
        (state) => onSlack(state)?.ephemerals[0]?.text.includes('TIDE') === true,
      );
    },
    TIMEOUT,
  );

  it(
    'subscribes through the form on each platform',
    async () => {
      const before = await see('the edition is there', fullyPosted);
      const channelId = onDiscord(before)?.id ?? '';
      await page.act({ kind: 'discord-slash', channelId, subcommand: 'settings', options: {} });
      const { discord } = await see('the form', (state) => state.discord.modal !== undefined);
      const fields = { time: '8:15', zone: 'Europe/Paris', days: 'sat, sun', count: '3', topics: 'none' };
      await page.act({ kind: 'discord-submit', modalId: discord.modal?.id ?? '', values: fields });
      const saved = await see('it is saved', (state) =>
        state.discord.replies.some(({ message }) => JSON.stringify(message ?? '').includes('8:15')),
      );
      expect(saved.discord.modal).toBeUndefined();

      await page.act({ kind: 'slack-command', channelId: onSlack(before)?.id ?? '', text: 'settings' });
      const { slack } = await see('the form on Slack', (state) => state.slack.modal !== undefined);
      await page.act({ kind: 'slack-submit', modalId: slack.modal?.id ?? '', values: { time: '7:45' } });
      const after = await see('it is saved on Slack', (state) =>
        JSON.stringify(onSlack(state)?.ephemerals).includes('7:45'),
      );
      expect(after.slack.modal).toBeUndefined();

      await page.act({ kind: 'slack-command', channelId: onSlack(before)?.id ?? '', text: 'settings' });
      const opened = await see('the form again', (state) => state.slack.modal !== undefined);
      const filter = { modalId: opened.slack.modal?.id ?? '', values: { 'topics+': 'diffusion' } };
      await page.act({ kind: 'slack-submit', ...filter });
      const isAsked = (text: string) => /\d+ of the \d+ papers of the (last )?week/.test(text);
      const asked = await see('the question', (state) => isAsked(JSON.stringify(state.slack.modal ?? '')));
      await page.act({ kind: 'close-modal', side: 'slack', modalId: asked.slack.modal?.id ?? '' });
      const back = await see(
        'the form below it',
        (state) => state.slack.modal?.id === opened.slack.modal?.id,
      );
      expect(back.slack.modal?.typed).toMatchObject({ 'topics+': 'diffusion' });
      await page.act({ kind: 'slack-submit', ...filter });
      const again = await see('the question again', (state) =>
        isAsked(JSON.stringify(state.slack.modal ?? '')),
      );
      expect(again.slack.modal?.id).not.toBe(asked.slack.modal?.id);
      await page.act({ kind: 'slack-submit', modalId: again.slack.modal?.id ?? '', values: {} });
      await see('both views are closed', (state) => state.slack.modal === undefined);
      await see('it is saved', (state) => {
        const newest = JSON.stringify(onSlack(state)?.ephemerals.at(-1) ?? '');
        return newest.includes('Saved') && newest.includes('diffusion');
      });
      await page.act({ kind: 'slack-home' });
      await see('the Home tab', (state) => JSON.stringify(state.slack.home ?? '').includes('Paperboy'));
    },
    TIMEOUT,
  );

  it(
    'posts another day when it is chosen, and says which were not recorded',
    async () => {
      await see('the edition is there', fullyPosted);
      expect((await page.act({ kind: 'set-day', day: '2026-04-29' })).body).toEqual({ ok: true });
      const state = await page.state();
      expect(state.clock.now).toMatch(/^2026-04-29/);
      expect(onDiscord(state)?.messages.at(-1)?.content).toContain('Wed, Apr 29, 2026');
      expect((await page.act({ kind: 'set-day', day: '2026-05-02' })).body).toEqual({
        ok: false,
        error: 'No papers are recorded for 2026-05-02.',
      });
    },
    TIMEOUT,
  );

  it(
    'shows what both platforms sent and got, without a token',
    async () => {
      const listening = page.listen();
      await until(() => listening.traffic.length > 0, 'the traffic');
      const entries = listening.traffic.flat();
      const names = entries.map(({ side, direction, what }) => `${side} ${direction} ${what}`).join('\n');
      expect(names).toMatch(/^discord from bot POST \/channels\/\d+\/messages$/m);
      expect(names).toMatch(/^discord to bot INTERACTION_CREATE$/m);
      expect(names).toMatch(/^discord from bot POST \/interactions\/\d+\/…\/callback$/m);
      expect(names).toMatch(/^slack from bot chat\.postMessage$/m);
      expect(names).toMatch(/^slack to bot slash_commands$/m);
      expect(names).toMatch(/^slack from bot ack$/m);
      expect(names).toMatch(/^slack from bot response_url$/m);
      expect(JSON.stringify(entries)).not.toMatch(/xoxb-|xapp-|test-token|"token":"[^…]/);
      await listening.close();
    },
    TIMEOUT,
  );

  it(
    'posts the recap of the week to both platforms, with what was voted for',
    async () => {
      await page.act({ kind: 'set-day', day: '2026-04-30' });
      const posted = onSlack(await page.state());
      const post = { channelId: posted?.id ?? '', messageId: posted?.messages[0]?.ts ?? '' };
      const vote = { kind: 'react', side: 'slack', ...post } as const;
      await page.act({ ...vote, emoji: 'two', on: true });
      await see('the vote', (state) => JSON.stringify(onSlack(state)?.messages[0]?.blocks).includes('👍 1'));
      expect((await page.act({ kind: 'post-recap' })).body).toEqual({ ok: true });
      const said = await page.state();
      for (const messages of [onDiscord(said)?.messages, onSlack(said)?.messages]) {
        expect(JSON.stringify(messages?.at(-1))).toContain('Weekly recap');
        expect(JSON.stringify(messages?.at(-1))).toContain('You voted for');
      }
    },
    TIMEOUT,
  );

  it(
    'sends a confirmation to whoever asks for e-mail on either platform',
    async () => {
      const before = await page.state();
      const [discord, slack] = [onDiscord(before)?.id ?? '', onSlack(before)?.id ?? ''];
      const options = { address: 'discord@example.org' };
      await page.act({ kind: 'discord-slash', channelId: discord, subcommand: 'email', options });
      await page.act({ kind: 'slack-command', channelId: slack, text: 'email slack@example.org weekly' });
      const { mail } = await see('two mails', (state) => state.mail?.mails.length === 2);
      expect(mail?.mails.map(({ to }) => to).toSorted()).toEqual([
        'discord@example.org',
        'slack@example.org',
      ]);
    },
    TIMEOUT,
  );
});

/** The process is stopped for a day of the fastest clock while the page is being opened, as on a machine with other work. */
const SLOW_START = `import { registerHooks } from 'node:module';
const now = Date.now;
let stoppedMs = 0;
Date.now = () => now() + stoppedMs;
registerHooks({
  resolve(name, context, next) {
    if (/playground[/]index[.]ts$/.test(name)) stoppedMs += 13_000;
    return next(name, context);
  },
});`;

describe('the demo at speed, where opening the page takes long', () => {
  beforeAll(() => {
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(SLOW_START)}`;
    return start(['--speed', '7200', '--date', '2026-04-28'], { NODE_OPTIONS });
  }, TIMEOUT);
  afterAll(() => stop(), TIMEOUT);

  it('the scheduled posts come by themselves, each day once', async () => {
    const state = await see('the next day', (now) => (onDiscord(now)?.messages.length ?? 0) > 1);
    const titles = onDiscord(state)?.messages.map(({ content }) => content.slice(0, 40)) ?? [];
    expect(new Set(titles).size).toBe(titles.length);
    expect(titles[0]).toContain('Apr 28');
    await page.act({ kind: 'set-speed', speed: 0 });
    const [first, second] = [await page.state(), await page.state()];
    expect(second.clock.now).toBe(first.clock.now);
  }, 90_000);
});

describe('the demo without the packages for development', () => {
  it('says in a sentence that there is no page, and goes on in the terminal', async () => {
    folder = mkdtempSync(join(tmpdir(), 'paperboy-playground-'));
    // As after `npm ci --omit=dev`: nothing in node_modules answers to these names.
    const hooks = `import { registerHooks } from 'node:module';
registerHooks({
  resolve(name, context, next) {
    if (!/^(?:open|ws|discord-api-spec)(?:\\/|$)/.test(name) || !/playground|loopback/.test(context.parentURL)) return next(name, context);
    throw Object.assign(new Error('Cannot find package ' + name), { code: 'ERR_MODULE_NOT_FOUND' });
  },
});`;
    const env = { ...ENV, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hooks)}` };
    running = startMain(['demo', '--page'], { cwd: folder, env, input: 'show 2604.26752\n' });
    await until(() => running.text().includes('There is no page'), 'the sentence', 20_000);
    expect(running.text()).toMatch(/npm\s+ci without --omit=dev/);
    const { code, stdout, stderr } = await running.done;
    expect(stdout.split('GLM-5V-Turbo').length).toBeGreaterThan(2);
    expect([code, stderr]).toEqual([0, '']);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
});
