import { expect, it, onTestFinished } from 'vitest';
import { FORM_BODY, JSON_BODY, post, type Sign, signedBody } from '../../loopback/slack/signed-post.ts';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { aCity } from './city.ts';

const SECRET = 'loopbacksigningsecret';
const AT = '2026-04-30T09:00:20Z';

/** A running bot with both platforms, and what asks it a question on each. */
async function running(settings: Readonly<Record<string, string>> = {}) {
  const city = await aCity(settings);
  onTestFinished(() => city.close());
  const bot = city.start(AT, 'start');
  await until(
    () => bot.text().match(/connected to (Slack|Discord)/g)?.length === 2,
    `the bot runs:\n${bot.text()}`,
    60_000,
  );
  const { discord, slack } = city;
  const answers = async (): Promise<void> => {
    const asked = discord.slash(discord.user('ann').id, discord.general.id, 'papers', 'help', {});
    const deed = slack.people.slash('U0ADA', 'C0OPEN', 'help');
    await until(
      () => asked.original !== undefined && !asked.pending && deed.answers.length > 0,
      `both platforms are answered:\n${bot.text()}`,
      60_000,
    );
    expect(bot.process.exitCode).toBeNull();
  };
  return { city, bot, answers, ...city };
}

it('three signed requests of a shape that Slack never sends leave both platforms answering', async () => {
  const port = await aFreePort();
  const { slack, bot, answers } = await running({
    SLACK_APP_TOKEN: '',
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_HTTP_PORT: String(port),
  });
  const sign: Sign = { signingSecret: SECRET, url: `http://127.0.0.1:${port}/slack/events` };
  slack.people.callByHttp(sign);
  const linkShared = {
    type: 'event_callback',
    team_id: 'T0LOOP',
    event_id: 'Ev0ODD',
    event: {
      type: 'link_shared',
      user: 'U0ADA',
      channel: 'C0OPEN',
      message_ts: '1.000001',
      is_bot_user_member: true,
      source: 'conversations_history',
      links: null,
    },
  };
  for (const [type, body] of [
    [JSON_BODY, 'null'],
    [FORM_BODY, 'payload=null'],
    [JSON_BODY, JSON.stringify(linkShared)],
  ] as const) {
    await post(signedBody(sign, type, body)).catch(() => undefined);
  }
  await answers();
  expect(bot.text()).toContain('malformed Slack event dropped');
}, 150_000);

it('malformed texts on both sockets leave both platforms answering', async () => {
  const { slack, discord, answers } = await running();
  for (const text of ['null', '7', '"x"', '{"type":"events_api","envelope_id":"e1"}'])
    slack.socket.sendRaw(text);
  slack.socket.sendRaw('{"type":"events_api","envelope_id":"e2","payload":{"type":"event_callback"}}');
  slack.socket.sendRaw('{"type":"interactive","envelope_id":"e3","payload":null}');
  for (const text of ['null', '{"op":10,"d":null}', '{"op":9}', '{"op":0,"t":"READY","s":2,"d":null}'])
    discord.gateway.sendRaw(text);
  const ids = { user_id: '1', channel_id: discord.general.id, message_id: '2', guild_id: discord.guild.id };
  discord.gateway.sendEvent('MESSAGE_REACTION_ADD', ids);
  discord.gateway.sendEvent('MESSAGE_REACTION_ADD', null);
  discord.gateway.sendEvent('MESSAGE_REACTION_REMOVE_ALL', null);
  discord.gateway.sendEvent('INTERACTION_CREATE', null);
  discord.gateway.sendEvent('INTERACTION_CREATE', { type: 2 });
  discord.gateway.sendEvent('GUILD_CREATE', { id: discord.guild.id, roles: [{ permissions: 'x' }] });
  discord.gateway.sendEvent('CHANNEL_CREATE', { id: '5', type: 0, permission_overwrites: [null] });
  discord.gateway.sendEvent('THREAD_CREATE', null);
  await answers();
}, 150_000);

const FAILING = { NODE_OPTIONS: `--import ${new URL('./fail-on-signal.mjs', import.meta.url).href}` };

it('an exception and a rejection that nobody handles are logged, and both platforms go on answering', async () => {
  const { bot, answers } = await running(FAILING);
  bot.process.kill('SIGUSR2');
  await until(
    () => bot.text().match(/an error that nobody handled; running on/g)?.length === 2,
    `both are logged:\n${bot.text()}`,
    60_000,
  );
  await answers();
}, 150_000);

it.each(['start', 'check'])(
  'an exception before the bot is connected, or in a single command, ends the process and cannot steer the terminal: %s',
  async (command) => {
    const city = await aCity({ ...FAILING, FAIL_AT_ONCE: 'yes' });
    onTestFinished(() => city.close());
    const { code, stdout, stderr } = await city.start(AT, command).done;
    expect(stderr).toContain('Something went wrong on our side: Error: thrown at the start');
    const printed = stdout + stderr;
    expect([printed.includes('\u001b'), printed.includes('xoxb-1')]).toEqual([false, false]);
    expect(code).toBe(1);
  },
  60_000,
);
