import {
  FORM_BODY,
  JSON_BODY,
  post,
  type SignedRequest,
  signedBody,
} from '../../loopback/slack/signed-post.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Random } from '../soak/random.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { mutate } from './mutate.ts';
import type { SlackWay, Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { hostileText } from './texts.ts';

/** More than this is no event that a platform could send. */
const MAX_LENGTH = 900_000;

/** Sends what was sent before once more, with some places changed, on each platform. */
export function createOddEvents(stage: Stage, way: SlackWay, random: Random, tally: Tally) {
  const { slack, discord, sent, sign } = stage;
  let count = 0;

  /** Ids and addresses of their own: no odd event answers somebody's question in its place. */
  function own(payload: object): object {
    count += 1;
    const fresh = { token: `odd-${count}`, trigger_id: `odd.${count}`, event_id: `EvODD${count}` };
    const known = Object.entries(fresh).filter(([name]) => name in payload);
    const address = 'response_url' in payload ? { response_url: `${slack.apiUrl}odd` } : {};
    // An interaction's id is beside its token in the address of the answer.
    const id = 'token' in payload && 'id' in payload ? { id: String(9e17 + count) } : {};
    return { ...payload, ...Object.fromEntries(known), ...address, ...id };
  }

  /** By half with values of other kinds and from other events, by half with long, deep and wide ones. */
  function change(payload: object, others: readonly Traffic[]): { value: unknown; how: string } {
    if (random.chance(0.5)) {
      const near = others.slice(-20).map((other) => other.payload);
      return { value: mutateEvent(own(payload), near, random), how: 'some places changed' };
    }
    const { value, done } = mutate(own(payload), random);
    return { value, how: done[0] ?? '' };
  }

  function toSlack(traffic: Traffic): void {
    const { what, payload } = traffic as Traffic & { payload: { payload: object } };
    const { value, how } = change(payload.payload, sent.slack);
    const whole = JSON.stringify(value) ?? 'null';
    if (whole.length > MAX_LENGTH) return;
    const isCut = random.chance(0.05);
    const text = isCut ? mutateText(whole, random) : whole;
    tally.count(
      `events, Slack by ${way}`,
      `${what}: ${isCut ? 'its text changed' : how}`,
      text.slice(0, 100),
    );
    if (way === 'socket') {
      count += 1;
      slack.socket.sendRaw(`{"envelope_id":"odd-${count}","type":"${what}","payload":${text}}`);
    } else if (what === 'events_api') send(signedBody(sign, JSON_BODY, text));
    else send(signedBody(sign, FORM_BODY, new URLSearchParams({ payload: text }).toString()));
  }

  function toDiscord({ what, payload }: Traffic): void {
    const { value, how } = change(payload as object, sent.discord);
    const text = JSON.stringify(value) ?? 'null';
    if (text.length > MAX_LENGTH) return;
    const isCut = random.chance(0.05);
    tally.count('events, Discord', `${what}: ${isCut ? 'its text changed' : how}`);
    if (isCut) discord.gateway.sendRaw(mutateText(`{"op":0,"s":1,"t":"${what}","d":${text}}`, random));
    else discord.gateway.sendEvent(what, value ?? null);
  }

  return {
    sendOne(): void {
      // A session that begins again is what every question waits for: that is sent as it should be.
      const seen = sent.discord.filter(({ what }) => what !== 'READY' && what !== 'RESUMED');
      if (sent.slack.length > 0) toSlack(random.pick(sent.slack));
      if (seen.length > 0) toDiscord(random.pick(seen));
    },
    /** Somebody writes something with links into a Slack channel. */
    sayOne(): void {
      const { family, text } = hostileText(random.pick([200, 39_000]), random);
      const start = random.pick([
        'https://arxiv.org/abs/',
        'https://huggingface.co/papers/',
        'see https://arxiv.org/abs/2604.10001 ',
      ]);
      tally.count('messages with links', family);
      const event = {
        type: 'link_shared',
        user: random.pick(stage.slackPeople),
        channel: random.pick(stage.slackChannels),
        message_ts: slack.state.nextTs(),
        links: Array.from({ length: random.pick([1, 50]) }, () => ({
          url: start + text,
          domain: 'arxiv.org',
        })),
        source: 'conversations_history',
        is_bot_user_member: true,
      };
      slack.people.event(event, { channel: event.channel }).catch(() => undefined);
    },
  };
}

/** The bot may refuse it in any way, or go on without an answer. */
function send(request: SignedRequest): void {
  post(request).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
