import { FIND_SHORTCUT, SHORTCUT } from '../../adapters/slack/api/needs.ts';
import { RATES, type SlackMethod } from '../../adapters/slack/api/rates.ts';
import { createSlack } from '../../adapters/slack/index.ts';
import { writeLinks } from '../../loopback/slack/compose.ts';
import { openEntity } from '../../loopback/slack/open-entity.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import type { Sign } from '../../loopback/slack/signed-post.ts';
import type { EnvelopeType } from '../../loopback/slack/socket-hub.ts';
import type { SlackMessage } from '../../loopback/slack/state.ts';
import { typeInto } from '../../loopback/slack/suggest.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Rate } from '../../src/core/async/rate-limited-queue.ts';
import type { Message } from '../../src/core/message/message.ts';
import { anInbound, CARD, CHOSEN, type CountingLog, LIST, SUMMARY, until } from './event-way.ts';

const NO_LIMIT: Rate = { calls: 1, perMs: 0 };
const RATES_OFF = Object.fromEntries(Object.keys(RATES).map((method) => [method, NO_LIMIT])) as Record<
  SlackMethod,
  Rate
>;
const CHANNEL = 'C0OPEN';
const LINK = 'https://arxiv.org/abs/2604.00001';
const SECRET = 'loopback-signing-secret';

export interface Recorded {
  readonly type: EnvelopeType;
  readonly payload: object;
}

export type SlackWorld = Awaited<ReturnType<typeof openSlackWorld>>;

/** A loopback Slack, the real adapter with the real Bolt before it, and a post of the bot's. */
export async function openSlackWorld(by: 'HTTP' | 'socket', log: CountingLog, organization?: 'organization') {
  const traffic: Traffic[] = [];
  const server = await SlackServer.start({ ackMs: 5000, onTraffic: (one) => traffic.push(one) });
  const { state, people } = server;
  if (organization) state.organization = { id: 'E0GRID', name: 'The grid' };
  for (const user of ['U0ADA', 'U0BOB']) state.addUser(user);
  state.addChannel(CHANNEL, { name: 'papers', members: new Set([state.bot.user, 'U0ADA', 'U0BOB']) });
  let port = 0;
  const onListening = (opened: number) => {
    port = opened;
  };
  const http = { signingSecret: SECRET, port: 0, onListening };
  const platform = createSlack({
    botToken: state.botToken,
    ...(by === 'HTTP' ? { http } : { appToken: state.appToken }),
    apiUrl: server.apiUrl,
    log,
    clock: { now: Date.now },
    tuning: { timeoutMs: 5000, backoffMs: 20, rates: RATES_OFF, channelRate: NO_LIMIT },
  });
  const { inbound, received } = anInbound();
  await platform.connection.start(inbound);
  const sign: Sign = { signingSecret: SECRET, url: `http://127.0.0.1:${port}/slack/events` };
  if (by === 'HTTP') people.callByHttp(sign);
  async function say(message: Message): Promise<SlackMessage> {
    const { messageId } = await platform.send({ channel: CHANNEL }, message, `key ${message.kind}`);
    const said = state.message(CHANNEL, messageId);
    if (!said) throw new Error('the post is not there');
    return said;
  }
  const message = await say(CARD);
  const close = async () => {
    await platform.connection.stop();
    await server.close();
  };
  return { server, people, sign, message, say, received, traffic, close };
}

/** Slack asks an address whether somebody is there. */
const CHALLENGE: Recorded = {
  type: 'events_api',
  payload: { type: 'url_verification', token: 'verification', challenge: 'a challenge' },
};

/** One of each that a person or Slack itself can do, as the loopback Slack sends it: for one workspace and for an organization. */
export async function recordSlack(log: CountingLog): Promise<Recorded[]> {
  return [
    ...(await recordWorld(await openSlackWorld('socket', log))),
    ...(await recordWorld(await openSlackWorld('socket', log, 'organization'))),
    CHALLENGE,
  ];
}

async function recordWorld(world: SlackWorld): Promise<Recorded[]> {
  await recordEvents(world);
  await recordActs(world);
  await world.close();
  const types: readonly string[] = ['events_api', 'slash_commands', 'interactive'];
  return world.traffic.flatMap(({ direction, what, payload }) =>
    direction === 'to bot' && types.includes(what)
      ? [{ type: what as EnvelopeType, payload: inner(payload) }]
      : [],
  );
}

async function recordEvents({ server, people, message }: SlackWorld): Promise<void> {
  const { bot } = server.state;
  people.react('U0BOB', message, '+1');
  people.unreact('U0BOB', message, '+1');
  const linked = people.say('U0ADA', CHANNEL, `see ${LINK}`);
  people.say('U0ADA', CHANNEL, `<@${bot.user}> show 2604.00001`);
  people.say('U0ADA', CHANNEL, `<@${bot.user}> top <https://arxiv.org/abs/2604.00001|it>`, message.ts);
  writeLinks(server, 'U0ADA', [LINK]);
  await until(
    () => linked.entities?.[LINK] !== undefined,
    () => undefined,
  );
  openEntity(server, 'U0ADA', linked, LINK);
  await people.pressEntity('U0ADA', linked, { url: LINK, at: 'unfurl' }, 'Save').acked;
  await people.openHome('U0ADA');
  await people.event({ type: 'tokens_revoked', tokens: { bot: ['U1'], oauth: ['U2'] } });
  await people.event({ type: 'app_uninstalled' });
  await people.event({ type: 'message', text: 'nobody listens to it', channel: CHANNEL });
}

async function recordActs({ server, people, message, say }: SlackWorld): Promise<void> {
  const { state } = server;
  const channel = CHANNEL;
  await people.slash('U0ADA', channel, 'show 2604.00001').acked;
  await people.slash('U0ADA', channel, 'home').acked;
  await people.press('U0ADA', { channel, on: message }, 'Save').acked;
  await people.press('U0ADA', { channel, on: await say(SUMMARY) }, 'feedback:yes').acked;
  await people.press('U0ADA', { channel, on: await say(LIST) }, CHOSEN).acked;
  await until(
    () => state.homes.has('U0ADA'),
    () => undefined,
  );
  await people.press('U0ADA', 'home', 'Save').acked;
  await people.shortcut('U0ADA', message, SHORTCUT).acked;
  const form = people.slash('U0ADA', channel, 'form');
  await form.acked;
  await until(
    () => state.views.length > 0,
    () => undefined,
  );
  await typeInto(server, 'U0ADA', 'paper', 'attention');
  await people.submit('U0ADA', {}).acked;
  await people.globalShortcut('U0ADA', FIND_SHORTCUT).acked;
}

function inner(payload: unknown): object {
  const opened = payload as { payload?: object };
  return opened.payload ?? (payload as object);
}
