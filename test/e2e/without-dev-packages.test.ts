import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { listShippedFiles, listShippedPackages } from '../support/shipped-packages.ts';
import { aCity } from './city.ts';
import { startMain } from './run-main.ts';

const ROOT = resolve(import.meta.dirname, '../..');

let folder: string;
const main = () => join(folder, 'src/main.ts');

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-shipped-'));
  for (const name of listShippedFiles()) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  for (const path of listShippedPackages()) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    symlinkSync(join(ROOT, path), join(folder, path));
  }
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('after npm ci --omit=dev', () => {
  it('the packages for development are not there', () => {
    expect(listShippedPackages()).toContain('node_modules/discord.js');
    expect(listShippedPackages()).not.toContain('node_modules/react');
  });

  it('the bot serves Discord, Slack and web pages, is ready to send mail, and every command answers', async () => {
    const port = String(await aFreePort());
    const url = `http://127.0.0.1:${port}`;
    const mail = {
      SMTP_URL: 'smtp://127.0.0.1:1',
      MAIL_FROM: 'papers@example.org',
      MAIL_KEY: 'k'.repeat(40),
    };
    const city = await aCity({ ...mail, WEB_URL: url, WEB_PORT: port });
    onTestFinished(() => city.close());
    const env = { ...city.env, PAPERBOY_CLOCK: '2026-04-30T09:00:20Z' };
    const run = (...args: string[]) => startMain(args, { cwd: city.folder, env, main: main() });
    const bot = run('start');
    onTestFinished(() => void bot.process.kill('SIGKILL'));
    const hasPapers = () => /"day":"2026-04-30".*edition refreshed/.test(bot.text());
    await until(hasPapers, 'the papers are in', 60_000);
    expect(await (await fetch(`${url}/2026-04-30`)).text()).toContain('GLM-5V-Turbo');
    expect((await fetch(`${url}/sign-up`)).status).toBe(200);
    city.slack.people.slash('U0ADA', 'C0OPEN', 'search diffusion');
    const answers = () => JSON.stringify(city.slack.state.channels.get('C0OPEN')?.ephemerals ?? []);
    await until(() => answers().includes('Turning the TIDE'), `Slack answers:\n${bot.text()}`, 60_000);
    bot.process.kill('SIGTERM');
    expect((await bot.done).code).toBe(0);
    const found = await run('search', 'diffusion').done;
    expect([found.code, found.stdout]).toEqual([0, expect.stringContaining('Turning the TIDE')]);
    const summary = await run('summary', '2604.26752').done;
    expect(summary.code, summary.stderr).toBe(0);
  }, 180_000);

  it('the demo says what to install for its page, and goes on in the terminal', async () => {
    const running = startMain(['demo', '--page'], {
      cwd: folder,
      env: {},
      main: main(),
      input: 'show 2604.26752\n',
    });
    const { code, stdout, stderr } = await running.done;
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(
      'its packages are not installed (npm ci without --omit=dev',
    );
    expect(stdout.split('GLM-5V-Turbo').length).toBeGreaterThan(2);
    expect([code, stderr]).toEqual([0, '']);
  }, 90_000);
});
