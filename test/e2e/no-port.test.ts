import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';

const isLinux = process.platform === 'linux';

/** The ports that a process listens at, of whatever address, as the kernel lists them. */
function listPorts(pid: number): number[] {
  const folder = `/proc/${pid}/fd`;
  const sockets = new Set(readdirSync(folder).flatMap((fd) => readSocket(join(folder, fd)) ?? []));
  return ['tcp', 'tcp6'].flatMap((protocol) =>
    readFileSync(`/proc/${pid}/net/${protocol}`, 'utf8')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
        const isListening = state === '0A' && sockets.has(inode);
        return isListening ? [Number.parseInt(local.split(':')[1] ?? '', 16)] : [];
      }),
  );
}

function readSocket(link: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(link))?.[1];
  } catch {
    // It was closed meanwhile.
    return undefined;
  }
}

/** A bot on both platforms with these settings, when it has posted what is due; nothing where it does not start. */
async function aBot(settings: Readonly<Record<string, string>>) {
  const city = await aCity(settings);
  onTestFinished(() => city.close());
  const bot = city.start('2026-04-30T09:00:20Z', 'start');
  const isOver = await Promise.race([
    bot.done.then(() => true),
    until(() => bot.text().includes('Paperboy is running'), bot.text(), 60_000).then(() => false),
  ]);
  return isOver ? { bot, ports: undefined } : { bot, ports: listPorts(bot.process.pid ?? 0) };
}

it.skipIf(!isLinux)(
  `the bot listens at no port at all unless the pages have an address and a port${isLinux ? '' : ' (skipped: only Linux lists them)'}`,
  async () => {
    const port = await aFreePort();
    const web = { WEB_URL: 'https://papers.example.org', WEB_PORT: String(port) };
    expect((await aBot({})).ports).toEqual([]);
    expect((await aBot(web)).ports).toEqual([port]);
    // With half of it there is no bot that somebody could take for one with pages.
    for (const half of ['WEB_URL', 'WEB_PORT'] as const) {
      const { bot, ports } = await aBot({ [half]: web[half] });
      expect(ports).toBeUndefined();
      const { code, stderr } = await bot.done;
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('the pages need both WEB_URL and WEB_PORT'),
      ]);
    }
  },
  180_000,
);
