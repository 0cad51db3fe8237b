import { createSlack } from '../../adapters/slack/index.ts';
import { RATES, type SlackMethod } from '../../adapters/slack/render/limits.ts';
import { SlackServer } from '../../loopback/slack/server.ts';
import { FORM_BODY, JSON_BODY, post, type Sign, signedBody } from '../../loopback/slack/signed-post.ts';
import type { EnvelopeType } from '../../loopback/slack/socket-hub.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Rate } from '../../src/core/async/rate-limited-queue.ts';
import type { Random } from '../soak/random.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { anInbound, CARD, type CountingLog, until, type Way } from './event-way.ts';

const NO_LIMIT: Rate = { calls: 1, perMs: 0 };
const RATES_OFF = Object.fromEntries(Object.keys(RATES).map((method) => [method, NO_LIMIT])) as Record<
  SlackMethod,
  Rate
>;
const CHANNEL = 'C0OPEN';
const SECRET = 'loopback-signing-secret';
const AT_ONCE = 40;

interface Recorded {
  readonly type: EnvelopeType;
  readonly payload: object;
}

/** A loopback Slack, the real adapter with the real Bolt before it, and a post of the bot's. */
async function openWorld(by: 'HTTP' | 'socket', log: CountingLog) {
  const traffic: Traffic[] = [];
  const server = await SlackServer.start({ ackMs: 5000, onTraffic: (one) => traffic.push(one) });
  const { state, people } = server;
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
  const sent = await platform.send({ channel: CHANNEL }, CARD, 'key');
  const message = state.message(CHANNEL, sent.messageId);
  if (!message) throw new Error('the post is not there');
  const close = async () => {
    await platform.connection.stop();
    await server.close();
  };
  return { server, people, sign, message, received, traffic, close };
}

/** The bot is sent what Slack sent before, changed. */
export async function slackWay(by: 'HTTP' | 'socket', log: CountingLog): Promise<Way> {
  const recorded = await record(log);
  const { server, people, sign, message, received, traffic, close } = await openWorld(by, log);
  const payloads = recorded.map(({ payload }) => payload);
  let waiting: Promise<unknown>[] = [];
  let count = 0;

  /** Ids of its own, so that it is no repetition; and an address that leads nowhere but to the loopback. */
  function own({ type, payload }: Recorded): Recorded {
    count += 1;
    const fresh = {
      ...('event_id' in payload ? { event_id: `EvODD${count}` } : {}),
      ...('trigger_id' in payload ? { trigger_id: `odd.${count}` } : {}),
      ...('response_url' in payload ? { response_url: `${server.url}/response/odd` } : {}),
    };
    return { type, payload: { ...payload, ...fresh } };
  }

  function toSocket({ type }: Recorded, changed: unknown, random: Random): void {
    const envelope = { envelope_id: `odd-${count}`, type, payload: changed, accepts_response_payload: true };
    const whole = random.chance(0.1) ? mutateEvent(envelope, payloads, random) : envelope;
    // Slack asks the client to go now and then; each time takes a moment, so it is rare here.
    const text = JSON.stringify(whole) ?? 'null';
    if (/"type":"disconnect"/.test(text) && !random.chance(0.01)) return;
    server.socket.sendRaw(random.chance(0.05) ? mutateText(text, random) : text);
  }

  function toHttp({ type }: Recorded, changed: unknown, random: Random): void {
    const json = JSON.stringify(changed) ?? 'null';
    const text = random.chance(0.05) ? mutateText(json, random) : json;
    const isForm = type !== 'events_api';
    const fields = type === 'slash_commands' && random.chance(0.9) ? flat(changed) : { payload: text };
    const body = isForm ? new URLSearchParams(fields).toString() : text;
    const request = signedBody(sign, isForm !== random.chance(0.02) ? FORM_BODY : JSON_BODY, body);
    // A connection that has rested for long may end just as it is used again: that is no answer of the bot's.
    const answered = post(request).catch(() => post(request));
    waiting.push(answered.then((response) => response.arrayBuffer()));
  }

  return {
    send(random) {
      const one = own(random.pick(recorded));
      const changed = mutateEvent(one.payload, payloads, random);
      if (by === 'HTTP') toHttp(one, changed, random);
      else toSocket(one, changed, random);
    },
    batch: AT_ONCE,
    async settle() {
      const answered = await Promise.allSettled(waiting);
      waiting = [];
      const lost = answered.find((one) => one.status === 'rejected');
      if (lost) throw new Error('a request got no answer', { cause: lost.reason });
      const before = received.reactions;
      await until(
        () => received.reactions > before,
        () => people.sendReaction(message, 'U0BOB', '+1', true),
      );
      server.calls.length = 0;
      traffic.length = 0;
    },
    close,
  };
}

/** One of each that a person can do, as the loopback Slack sends it. */
async function record(log: CountingLog): Promise<Recorded[]> {
  const { people, message, traffic, close } = await openWorld('socket', log);
  people.react('U0BOB', message, '+1');
  people.unreact('U0BOB', message, '+1');
  people.say('U0ADA', CHANNEL, 'see https://arxiv.org/abs/2604.00001');
  await people.openHome('U0ADA');
  await people.event({ type: 'tokens_revoked', tokens: { bot: ['U1'] } });
  await people.event({ type: 'app_uninstalled' });
  await people.event({ type: 'message', text: 'nobody listens to it', channel: CHANNEL });
  await people.slash('U0ADA', CHANNEL, 'show 2604.00001').acked;
  await people.press('U0ADA', { channel: CHANNEL, on: message }, 'Save').acked;
  await people.shortcut('U0ADA', message, 'show_papers').acked.catch(() => undefined);
  const form = people.slash('U0ADA', CHANNEL, 'form');
  await form.acked;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await people.submit('U0ADA', {}).acked;
  await close();
  const types: readonly string[] = ['events_api', 'slash_commands', 'interactive'];
  const found = traffic.flatMap(({ direction, what, payload }) =>
    direction === 'to bot' && types.includes(what)
      ? [{ type: what as EnvelopeType, payload: inner(payload) }]
      : [],
  );
  if (found.length < 11) throw new Error(`only ${found.length} events were recorded`);
  return found;
}

function inner(payload: unknown): object {
  const opened = payload as { payload?: object };
  return opened.payload ?? (payload as object);
}

function flat(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { text: String(value) };
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' ? one : (JSON.stringify(one) ?? ''),
    ]),
  );
}
