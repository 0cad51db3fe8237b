import { FORM_BODY, JSON_BODY, post, signedBody } from '../../loopback/slack/signed-post.ts';
import type { Random } from '../shared/random.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { type CountingLog, until, type Way } from './event-way.ts';
import { openSlackWorld, type Recorded, recordSlack } from './slack-records.ts';

const AT_ONCE = 40;

/** The bot is sent what Slack sent before, changed. */
export async function slackWay(by: 'HTTP' | 'socket', log: CountingLog): Promise<Way> {
  const recorded = await recordSlack(log);
  const { server, people, sign, message, received, traffic, close } = await openSlackWorld(by, log);
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

function flat(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return { text: String(value) };
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'string' ? one : (JSON.stringify(one) ?? ''),
    ]),
  );
}
