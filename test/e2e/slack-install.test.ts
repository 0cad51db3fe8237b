import { expect, it, onTestFinished } from 'vitest';
import { answerTo } from '../adapters/slack/harness.ts';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';

const AT = '2026-04-30T09:00:20Z';
const SECRET = 'loopbacksigningsecret';

it('the real process is installed in a workspace by a link, answers there, and still does after a restart', async () => {
  const port = String(await aFreePort());
  const city = await aCity({
    ...{ DISCORD_TOKEN: '', SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '', SLACK_SIGNING_SECRET: SECRET },
    ...{ SLACK_CLIENT_ID: '1234567890.1234567890123', SLACK_CLIENT_SECRET: 'loopback_client_secret' },
    ...{ SLACK_TOKEN_KEY: 'k'.repeat(32), SLACK_HTTP_PORT: port },
  });
  onTestFinished(() => city.close());
  const { slack, start } = city;
  const workspace = slack.addWorkspace('ONE');
  const { state, people } = workspace;
  people.callByHttp({ signingSecret: SECRET, url: `http://127.0.0.1:${port}/slack/events` });
  state.addUser('U0ADA', { admin: true });
  state.addChannel('C0ONE', { members: new Set([state.bot.user, 'U0ADA']) });

  const first = start(AT, 'start');
  await until(() => first.text().includes('connected to Slack'), 'it connects', 60_000);
  const begun = await fetch(`http://127.0.0.1:${port}/slack/install`, { redirect: 'manual' });
  const issued = new URL(begun.headers.get('location') ?? '').searchParams.get('state') ?? '';
  const [cookie = ''] = begun.headers.getSetCookie().map((one) => one.split(';')[0] ?? '');
  const query = new URLSearchParams({ code: slack.oauth.allow(workspace), state: issued });
  const ended = await fetch(`http://127.0.0.1:${port}/slack/oauth_redirect?${query}`, {
    headers: { cookie },
  });
  expect(ended.status).toBe(200);
  expect(await answerTo(people.slash('U0ADA', 'C0ONE', 'status'))).toContain('Next post here');
  first.process.kill('SIGTERM');
  expect((await first.done).stdout + (await first.done).stderr).not.toContain(state.botToken);

  const checked = await start(AT, 'check').done;
  expect(checked.stdout).toContain('The app is installed in 1 workspace');
  const second = start(AT, 'start');
  await until(() => second.text().includes('connected to Slack'), 'it connects', 60_000);
  expect(await answerTo(people.slash('U0ADA', 'C0ONE', 'status'))).toContain('Next post here');
}, 120_000);
