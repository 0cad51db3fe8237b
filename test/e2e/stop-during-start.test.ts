import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aCity } from './city.ts';
import { type Running, startMain } from './run-main.ts';

const TIMEOUT = 60_000;

/** How late each answer comes: a stop after a request falls into the wait for its answer. */
const LATE_MS = 400;

/** All that a start says before the platforms have answered. */
const SLACK_WAY = 'Slack sends events over Socket Mode, because SLACK_APP_TOKEN is set.\n';

/** In pino's numbers. */
const INFO = 30;

let city: Awaited<ReturnType<typeof aCity>>;
let bot: Running | undefined;
const proxies: Array<{ close(): Promise<void> }> = [];

beforeEach(async () => {
  city = await aCity();
});
afterEach(async () => {
  bot?.process.kill('SIGKILL');
  await bot?.done;
  await Promise.all(proxies.splice(0).map(({ close }) => close()));
  await city.close();
});

describe('a stop while the bot logs in to platforms that answer slowly', () => {
  it.each([
    ['Discord', 'users/@me', 1],
    ['Discord', 'applications/@me', 1],
    ['Discord', '/commands', 1],
    ['Discord', 'gateway/bot', 1],
    ['Discord', 'gateway/bot', 2],
    ['Discord', 'upgrade: websocket', 1],
    ['Discord', 'frame', 1],
    ['Slack', 'auth.test', 1],
    ['Slack', 'apps.connections.open', 1],
    ['Slack', 'upgrade: websocket', 1],
  ] as const)(
    'on %s after %j (%i) is a stop, and nobody’s refusal',
    async (platform, request, times) => {
      const discord = await slowly(city.env.DISCORD_API_URL);
      const slack = await slowly(city.env.SLACK_API_URL);
      const env = {
        ...city.env,
        DISCORD_API_URL: discord.url,
        SLACK_API_URL: slack.url,
        PAPERBOY_CLOCK: '2026-04-30T12:00:00Z',
      };
      const started = startMain(['start'], { cwd: city.folder, env });
      bot = started;
      const { asked } = platform === 'Discord' ? discord : slack;
      await until(
        () => asked.filter((text) => text.includes(request)).length >= times,
        `${request} is asked for:\n${started.text()}`,
        30_000,
      );
      started.process.kill('SIGTERM');
      const { code, stdout, stderr } = await started.done;
      expect(['', SLACK_WAY]).toContain(stdout);
      expect(troubles(stderr)).toEqual([]);
      expect(code, stderr).toBe(0);
    },
    TIMEOUT,
  );
});

/** The lines of the log that report more than the usual course; a line that is no JSON came from nobody's log. */
function troubles(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line !== '' && !(line.startsWith('{') && JSON.parse(line).level <= INFO));
}

/** A proxy before a server on loopback, its sockets too, that passes each answer on late; what was asked for so far. */
async function slowly(address = '') {
  const target = new URL(address);
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
  };
  const server = createServer((near) => {
    const far = dial(Number(target.port), '127.0.0.1');
    track(near);
    track(far);
    let isUpgraded = false;
    near.on('data', (chunk: Buffer) => {
      const text = isUpgraded ? 'frame' : chunk.toString('latin1').toLowerCase();
      asked.push(text);
      isUpgraded ||= text.includes('upgrade: websocket');
      far.write(chunk);
    });
    far.on('data', (chunk: Buffer) => {
      // Where the server names itself, it names this address: ports of loopback have five digits, so the length stays.
      const text = chunk.toString('latin1').replaceAll(`:${target.port}`, `:${port()}`);
      setTimeout(() => near.write(text, 'latin1'), LATE_MS);
    });
    near.on('close', () => far.destroy());
    far.on('close', () => setTimeout(() => near.destroy(), LATE_MS));
  });
  const port = () => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy = {
    asked,
    url: address.replace(`:${target.port}`, `:${port()}`),
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  proxies.push(proxy);
  return proxy;
}
