import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { until } from '../support/builders.ts';
import { startMain } from './run-main.ts';
import { openShell } from './shell.ts';

const LIBRARY = readdirSync('/usr/lib', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => `/usr/lib/${name}/faketime/libfaketimeMT.so.1`)
  .find(existsSync);

const ZONES = ['Europe/Vienna', 'Europe/London', 'Africa/Cairo', 'America/New_York', 'America/Santiago'];
const HOUR = 3_600_000;
const FOLLOWED = 'that you follow';

/** The share of a core from which on a process that waits is called busy. */
const BUSY = 0.5;

/** Faster, and a request's timeout would be over before a loaded machine answers. */
const SPEED = 6;

/** The instants in 2026 at which a zone's clocks change, with by how many hours. */
function listChanges(zone: string): Array<{ at: number; hours: number }> {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const offset = (at: number) => {
    const [, sign = '+', hours = '0'] = /GMT([+-])(\d\d)/.exec(format.format(at)) ?? [];
    return Number(`${sign}${hours}`);
  };
  const first = Date.parse('2026-01-01T00:00Z');
  return Array.from({ length: 365 * 24 }, (_, i) => first + i * HOUR).flatMap((at) => {
    const hours = offset(at) - offset(at - HOUR);
    return hours === 0 ? [] : [{ at, hours }];
  });
}

const shell = openShell();

/** The whole bot under libfaketime, from a moment on, with this process zone. */
function startAt(at: number, zone: string, cwd: string, settings: Readonly<Record<string, string>>) {
  const shift = Math.round((at - Date.now()) / 1000);
  const time = { TZ: zone, LD_PRELOAD: LIBRARY ?? '', FAKETIME: `${shift} x${SPEED}` };
  return startMain(['start'], { cwd, env: { ...settings, ...time } });
}

/** How many milliseconds of CPU a process has used; Linux counts them in hundredths of a second. */
function cpuMs(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // `utime` and `stime`, counted from behind the name in brackets.
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11);
  return (Number(user) + Number(system)) * 10;
}

/** What came of a digest that is due a minute after a moment, and of what a person follows, due a minute later. */
interface Came {
  readonly text: string;
  /** The share of a core that the process uses after that. */
  readonly load: number;
}

/** Resolves when both are there. */
async function digestComes(zone: string, from: number): Promise<Came> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-clock-'));
  const slot = new Date(from + 60_000);
  const day = slot.toISOString().slice(0, 10);
  const hf = await startHfServer({ today: day, days: { [day]: hfItems(3) } });
  const cron = `${slot.getUTCMinutes()} ${slot.getUTCHours()} * * *`;
  const schedule = ['--cron', cron, '--zone', 'UTC', '--catch-up', 'skip'];
  const settings = { HF_BASE_URL: hf.url, ARXIV_BASE_URL: hf.url, LOG_LEVEL: 'error' };
  const subscribed = await shell.run(['subscribe', 'terminal:local', ...schedule], {
    cwd: folder,
    env: { ...settings, PAPERBOY_CLOCK: new Date(from - 40_000).toISOString() },
  });
  expect(subscribed.code, subscribed.stderr).toBe(0);
  const bot = startAt(from - 20_000, zone, folder, settings);
  onTestFinished(async () => {
    bot.process.kill('SIGKILL');
    await bot.done;
    await hf.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const time = new Date(from + 120_000).toISOString().slice(11, 16);
  bot.process.stdin?.write(`follow author Ada Lovelace time:${time} zone:UTC quiet:none\nyes\n`);
  await until(() => bot.text().includes('Paper number'), `a digest in ${zone}:\n${bot.text()}`, 60_000);
  await until(() => bot.text().includes(FOLLOWED), `a follow in ${zone}:\n${bot.text()}`, 60_000);
  return { text: bot.text(), load: await calmestLoad(bot.process.pid ?? 0) };
}

/**
 * The share of a core that a process uses in the calmest of some spans. A timer that cannot go forward holds a whole core for
 * an hour; what the start left to do (an index, code to compile) is over after some seconds, on a slow machine too.
 */
async function calmestLoad(pid: number): Promise<number> {
  let load = Number.POSITIVE_INFINITY;
  for (let spans = 0; spans < 10 && load >= BUSY; spans++) {
    const [used, since] = [cpuMs(pid), performance.now()];
    await new Promise((resolve) => setTimeout(resolve, 3000));
    load = Math.min(load, (cpuMs(pid) - used) / (performance.now() - since));
  }
  return load;
}

const name = `the clocks of the process’s zone change${LIBRARY ? '' : ' (skipped without libfaketime)'}`;

describe.skipIf(!LIBRARY)(name, () => {
  it.each(ZONES)(
    'TZ=%s: digest and follow come, without a busy core, in both hours of the one that comes twice, and after the one that does not exist',
    async (zone) => {
      const changes = listChanges(zone);
      expect(changes.map(({ hours }) => hours).toSorted((a, b) => a - b)).toEqual([-1, 1]);
      // At the end of summer time the hour before the change is the first of the two, and the one after it the second.
      const moments = changes.flatMap(({ at, hours }) => (hours < 0 ? [at - HOUR / 2, at + HOUR / 2] : [at]));
      for (const { text, load } of await Promise.all(moments.map((moment) => digestComes(zone, moment)))) {
        expect(text).toContain('Daily papers');
        expect(load).toBeLessThan(BUSY);
      }
    },
    200_000,
  );
});

describe('a date without a zone', () => {
  it.each(['Pacific/Auckland', 'America/Los_Angeles', ''])('is read as UTC with TZ=%j', async (TZ) => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-clock-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const record = { id: 'mine', title: 'Marmots and their clocks', date: '2026-04-28 01:00:00' };
    writeFileSync(join(folder, 'mine.jsonl'), JSON.stringify(record));
    const env = { TZ, LOG_LEVEL: 'silent' };
    expect((await startMain(['import', 'mine.jsonl'], { cwd: folder, env }).done).code).toBe(0);
    const found = await startMain(['search', 'marmots'], { cwd: folder, env }).done;
    expect(found.stdout).toMatch(/Marmots and their clocks\n +local:mine · published Apr 28, 2026/);
  });
});
