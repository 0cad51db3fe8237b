import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Act } from '../../playground/protocol.ts';
import { until } from '../support/builders.ts';
import { aPlayground } from './support.ts';

let folder: string;
let playground: Awaited<ReturnType<typeof aPlayground>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-page-'));
  mkdirSync(join(folder, 'site'));
  writeFileSync(join(folder, 'site', 'index.html'), '<!doctype html><title>here</title>');
  writeFileSync(join(folder, 'site', 'page.js'), 'export {};');
  writeFileSync(join(folder, 'outside.js'), 'secret');
  playground = await aPlayground({ page: join(folder, 'site') });
});
afterEach(async () => {
  await playground.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the page', () => {
  it('is served with a policy that lets no foreign script run, and with its files', async () => {
    const response = await fetch(playground.server.url);
    expect(await response.text()).toContain('<title>here</title>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe-eval');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    const script = await fetch(`${playground.server.url}/page.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
  });

  it.each([
    '/outside.js',
    '/..%2foutside.js',
    '/%2e%2e/outside.js',
    '/site',
    '/page.ts',
    '/%00.js',
    '/%zz.js',
  ])('gives nothing for %s', async (path) => {
    expect(await playground.page.raw(path, {})).toBe(404);
  });
});

describe('who may reach it', () => {
  it.skipIf(process.platform !== 'linux')(
    'this machine alone: it listens at 127.0.0.1 and nowhere else',
    async () => {
      const { port } = playground.server;
      // Every 127.x is this machine on Linux; a server that listens everywhere answers at each.
      await expect(fetch(`http://127.0.0.2:${port}/state`)).rejects.toThrow();
      await expect(fetch(`http://[::1]:${port}/state`)).rejects.toThrow();
      expect((await fetch(`http://127.0.0.1:${port}/state`)).status).toBe(200);
    },
  );

  const fetchStatus = (headers: Record<string, string>) => playground.page.raw('/state', headers);
  const { stringify } = JSON;

  it.each(['evil.example', 'evil.example:80', '127.0.0.1', '127.0.0.1.evil.example'])(
    'no host "%s": a name that leads here is not this server’s',
    async (host) => {
      expect(await fetchStatus({ host })).toBe(403);
    },
  );

  it('its own names and its own origin alone', async () => {
    const { port } = playground.server;
    expect(await fetchStatus({})).toBe(200);
    expect(await fetchStatus({ host: `localhost:${port}`, origin: `http://localhost:${port}` })).toBe(200);
    expect(await fetchStatus({ origin: 'https://evil.example' })).toBe(403);
    expect(await fetchStatus({ origin: 'null' })).toBe(403);
    expect(await fetchStatus({ origin: `http://127.0.0.1:${port + 1}` })).toBe(403);
  });

  it('no form, no script of another site, no flood', async () => {
    const { post } = playground.page;
    const act = { kind: 'say', side: 'slack', channelId: 'C0GENERAL', text: 'hello' };
    expect((await post('/act', stringify(act), { 'content-type': 'text/plain' })).status).toBe(415);
    expect((await post('/act', act, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post('/act', '{"kind":')).status).toBe(400);
    expect((await post('/act', { ...act, text: 'x'.repeat(70_000) })).status).toBe(413);
    // Without a length it is cut off where it has been too much.
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(Buffer.alloc(16_384, 'x')) });
    const flood = fetch(`${playground.server.url}/act`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: endless,
      duplex: 'half',
    } as RequestInit);
    expect(
      await flood.then(
        ({ status }) => status,
        () => 413,
      ),
    ).toBe(413);
    expect((await post('/state', {})).status).toBe(405);
    expect(playground.city.slack.state.channels.get('C0GENERAL')?.messages).toEqual([]);
  });

  it('no act that is not one, whatever it is', async () => {
    const before = await playground.page.state();
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (body) => {
        const { status, body: answer } = await playground.page.post('/act', body);
        expect(status).toBe(400);
        expect(answer.ok).toBe(false);
      }),
      { numRuns: 50 },
    );
    expect(await playground.page.state()).toEqual(before);
    expect(playground.log.lines).toEqual([]);
  });
});

describe('what is done on it', () => {
  it('shows at once on the side where it was done, and no later than soon in the events', async () => {
    const { page, city } = playground;
    const [, id = ''] = city.channels.discord.split(':');
    const listening = page.listen();
    await until(() => listening.states.length > 0, 'the first state');
    await page.act({ kind: 'say', side: 'discord', channelId: id, text: '<script>alert(1)</script>' });
    await page.act({ kind: 'say', side: 'slack', channelId: 'C0GENERAL', text: 'hello' });
    await until(
      () => listening.states.at(-1)?.slack.channels.some(({ messages }) => messages.length > 0) === true,
      'the message on Slack',
    );
    const { discord, slack } = listening.states.at(-1) ?? (await page.state());
    expect(discord.channels[0]?.messages[0]?.content).toBe('<script>alert(1)</script>');
    expect(slack.channels.find(({ name }) => name === 'general')?.messages[0]?.text).toBe('hello');
    await listening.close();
  });

  it('many changes at once are one event', async () => {
    const listening = playground.page.listen();
    await until(() => listening.traffic.length > 0, 'the events begin');
    for (let i = 0; i < 100; i++) playground.city.slack.people.say('U0ADA0001', 'C0GENERAL', `line ${i}`);
    playground.city.traffic.add('slack', { direction: 'from bot', what: 'x', payload: {} });
    const lines = () =>
      listening.states.at(-1)?.slack.channels.find(({ name }) => name === 'general')?.messages;
    await until(() => lines()?.length === 100, 'all lines');
    expect(listening.states).toHaveLength(2);
    await listening.close();
  });

  it('the day and the pace are passed on', async () => {
    await playground.page.act({ kind: 'set-day', day: '2026-04-29' });
    await playground.page.act({ kind: 'set-speed', speed: 60 });
    expect(playground.days).toEqual(['2026-04-29']);
    expect(playground.speeds).toEqual([60]);
    expect((await playground.page.act({ kind: 'set-day', day: '2026-02-30' })).status).toBe(400);
  });

  it.each<[string, Act]>([
    ['a button that is not there', { kind: 'slack-press', channelId: 'C0PAPERS1', on: '1.0', actionId: 'x' }],
    ['a message that is gone', { kind: 'discord-press', channelId: '1', messageId: '2', customId: 'x' }],
    ['a form that is not open', { kind: 'discord-submit', modalId: '1', values: {} }],
    ['a Slack form that is not open', { kind: 'slack-submit', modalId: '1', values: {} }],
    ['closing nothing on Slack', { kind: 'close-modal', side: 'slack', modalId: 'V0' }],
    ['closing nothing on Discord', { kind: 'close-modal', side: 'discord', modalId: '1' }],
    [
      'a command that is not registered',
      { kind: 'discord-slash', channelId: '1', subcommand: 'x', options: {} },
    ],
    [
      'a reaction in the air',
      { kind: 'react', side: 'slack', channelId: 'C9', messageId: '1', emoji: 'one', on: true },
    ],
    ['words in no channel', { kind: 'say', side: 'discord', channelId: '1', text: 'x' }],
  ])('%s is refused in words', async (_what, act) => {
    const { status, body } = await playground.page.act(act);
    expect([400, 409]).toContain(status);
    expect(body.error).toMatch(/\w+ \w+/);
    expect(playground.log.lines).toEqual([]);
  });
});

describe('the port', () => {
  it('is the next free one where the wanted one is taken', async () => {
    const { port } = playground.server;
    const second = await aPlayground({ page: folder, port });
    expect(second.server.port).toBeGreaterThan(port);
    expect((await fetch(`${second.server.url}/state`)).status).toBe(200);
    await second.close();
  });
});
