import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { post, signedRequest } from '../../loopback/slack/signed-post.ts';
import { textOfBlocks } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';
import { openShell } from './shell.ts';

const AT = '2026-04-30T09:00:20Z';
const SECRET = 'loopbacksigningsecret';
const METRICS = 'loopbackmetricstoken';
const SOCKET = 'Slack sends events over Socket Mode, because SLACK_APP_TOKEN is set';
const WARNING = 'Warning: SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both set';

const shell = openShell();

async function aBotWith(settings: Readonly<Record<string, string>>) {
  const port = String(await aFreePort());
  const city = await aCity({ SLACK_HTTP_PORT: port, ...settings });
  onTestFinished(() => city.close());
  const byHttp =
    `Slack sends events over HTTP to 127.0.0.1:${port}, ` +
    'because SLACK_SIGNING_SECRET is set and SLACK_APP_TOKEN is not';
  return { ...city, byHttp, port };
}

it.each([
  ['both secrets', { SLACK_SIGNING_SECRET: SECRET }, 'socket', true],
  ['the app token alone', {}, 'socket', false],
  ['the signing secret alone', { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET }, 'http', false],
])(
  'with %s `check` and `start` say how Slack events come, and warn of both',
  async (_what, settings, way, isWarned) => {
    const { start, line, byHttp, slack } = await aBotWith(settings);
    const says = way === 'socket' ? SOCKET : byHttp;
    const checked = await shell.run(...line(AT, 'check'));
    expect(checked.stdout).toContain(`ok  slack: ${says}\n`);
    expect(checked.stdout).toContain('ok  slack: Slack accepts the blocks of the layouts thread');
    expect(checked.stdout.includes(WARNING)).toBe(isWarned);
    expect(checked.code).toBe(0);
    const opened = () => slack.listCalls('apps.connections.open').length;
    expect(opened()).toBe(way === 'socket' ? 1 : 0);

    const bot = start(AT, 'start');
    await until(() => bot.text().includes('connected to Slack'), `it connects:\n${bot.text()}`, 60_000);
    expect(bot.text()).toContain(`${says}.\n`);
    expect(bot.text().includes(WARNING)).toBe(isWarned);
    expect(bot.text()).toContain(`"mode":"${way}"`);
    bot.process.kill('SIGTERM');
    expect((await bot.done).stdout).toContain(says);
  },
  120_000,
);

/** A port that another program uses. */
async function aTakenPort(port = 0): Promise<string> {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  return String((other.address() as AddressInfo).port);
}

it('each port that another program uses is named in words, with what to do', async () => {
  const [web, health] = [await aTakenPort(), await aTakenPort()];
  const { start, port } = await aBotWith({
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: SECRET,
    DISCORD_TOKEN: '',
    WEB_URL: 'http://papers.example',
    WEB_PORT: web,
    HEALTH_PORT: health,
  });
  await aTakenPort(Number(port));
  const { code, stdout, stderr } = await start(AT, 'start').done;
  for (const [taken, loss, setting] of [
    [port, 'Slack cannot reach the bot', 'SLACK_HTTP_PORT'],
    [web, 'the web pages are not available', 'WEB_PORT'],
    [health, 'health and metrics are not available', 'HEALTH_PORT'],
  ]) {
    expect(stdout).toContain(`Port ${taken} is used by another program, so ${loss}.`);
    expect(stdout).toContain(`Set ${setting} to a free port`);
  }
  expect(stdout).not.toMatch(/EADDRINUSE|^ {4}at /m);
  expect(stderr).not.toMatch(/^ {4}at /m);
  expect(code).toBe(3);
}, 60_000);

it('with both secrets commands are answered', async () => {
  const { start, slack } = await aBotWith({ SLACK_SIGNING_SECRET: SECRET });
  const bot = start(AT, 'start');
  await until(() => bot.text().includes('connected to Slack'), `it connects:\n${bot.text()}`, 60_000);
  const deed = slack.people.slash('U0ADA', 'C0OPEN', 'help');
  const said = () => textOfBlocks(deed.answers.at(-1)?.blocks);
  await until(() => said().includes('/papers'), `an answer comes:\n${bot.text()}`, 60_000);
}, 120_000);

it('without Slack nothing is said of its events', async () => {
  const { line } = await aBotWith({ SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' });
  expect((await shell.run(...line(AT, 'check'))).stdout).not.toContain('Slack events');
}, 60_000);

it('web pages, Slack’s events, health and metrics come in at one port where all settings name it', async () => {
  const port = String(await aFreePort());
  const web = { WEB_URL: 'https://papers.example.org', WEB_PORT: port, WEB_HOST: '127.0.0.1' };
  const slackByHttp = { SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET, SLACK_HTTP_HOST: '127.0.0.2' };
  const health = { HEALTH_PORT: port, METRICS_TOKEN: METRICS };
  const city = await aCity({ SLACK_HTTP_PORT: port, ...slackByHttp, ...web, ...health });
  onTestFinished(() => city.close());
  const bot = city.start(AT, 'start');
  await until(() => bot.text().includes('connected to Slack'), `it connects:\n${bot.text()}`, 60_000);
  expect(bot.text()).toContain(`Slack sends events over HTTP to 127.0.0.1:${port}, `);
  const url = `http://127.0.0.1:${port}`;
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  const request = signedRequest({ signingSecret: SECRET, url: `${url}/slack/events` }, 'events_api', {
    type: 'url_verification',
    challenge: 'abc',
  });
  expect(await (await post(request)).text()).toContain('abc');
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  const metrics = (token: string) =>
    fetch(`${url}/metrics`, { headers: token === '' ? {} : { authorization: `Bearer ${token}` } });
  expect((await metrics(METRICS)).status).toBe(200);
  for (const wrong of ['', 'another']) expect([wrong, (await metrics(wrong)).status]).toEqual([wrong, 401]);
  bot.process.kill('SIGTERM');
  expect((await bot.done).code).toBe(0);
}, 120_000);
