import {
  FORM_BODY,
  JSON_BODY,
  post,
  type SignedRequest,
  signedBody,
} from '../../loopback/slack/signed-post.ts';
import type { Traffic } from '../../loopback/traffic.ts';
import type { Random } from '../shared/random.ts';
import { mutateEvent, mutateText } from './event-mutations.ts';
import { mutate } from './mutate.ts';
import type { SlackWay, Stage } from './stage.ts';
import type { Tally } from './tally.ts';
import { hostileText } from './texts.ts';

/** More than this is no event that a platform could send. */
const MAX_LENGTH = 900_000;

/** Sends what was sent before once more, with some places changed, on each platform. */
export class OddEvents {
  readonly #stage: Stage;
  readonly #way: SlackWay;
  readonly #random: Random;
  readonly #tally: Tally;
  #count = 0;

  constructor(stage: Stage, way: SlackWay, random: Random, tally: Tally) {
    this.#stage = stage;
    this.#way = way;
    this.#random = random;
    this.#tally = tally;
  }

  sendOne(): void {
    const { sent } = this.#stage;
    // A session that begins again is what every question waits for: that is sent as it should be.
    const seen = sent.discord.filter(({ what }) => what !== 'READY' && what !== 'RESUMED');
    if (sent.slack.length > 0) this.#sendToSlack(this.#random.pick(sent.slack));
    if (seen.length > 0) this.#sendToDiscord(this.#random.pick(seen));
  }

  /** Somebody writes something with links into a Slack channel. */
  sayOne(): void {
    const { slack, slackPeople, slackChannels } = this.#stage;
    const random = this.#random;
    const { family, text } = hostileText(random.pick([200, 39_000]), random);
    const start = random.pick([
      'https://arxiv.org/abs/',
      'https://huggingface.co/papers/',
      'see https://arxiv.org/abs/2604.10001 ',
    ]);
    this.#tally.count('messages with links', family);
    const event = {
      type: 'link_shared',
      user: random.pick(slackPeople),
      channel: random.pick(slackChannels),
      message_ts: slack.state.nextTs(),
      links: Array.from({ length: random.pick([1, 50]) }, () => ({
        url: start + text,
        domain: 'arxiv.org',
      })),
      source: 'conversations_history',
      is_bot_user_member: true,
    };
    slack.people.event(event, { channel: event.channel }).catch(() => undefined);
  }

  #sendToSlack(traffic: Traffic): void {
    const { what, payload } = traffic as Traffic & { payload: { payload: object } };
    const { slack, sent, sign } = this.#stage;
    const { value, how } = this.#change(payload.payload, sent.slack);
    const whole = JSON.stringify(value) ?? 'null';
    if (whole.length > MAX_LENGTH) return;
    const isCut = this.#random.chance(0.05);
    const text = isCut ? mutateText(whole, this.#random) : whole;
    this.#tally.count(
      `events, Slack by ${this.#way}`,
      `${what}: ${isCut ? 'its text changed' : how}`,
      text.slice(0, 100),
    );
    if (this.#way === 'socket') {
      this.#count += 1;
      slack.socket.sendRaw(`{"envelope_id":"odd-${this.#count}","type":"${what}","payload":${text}}`);
    } else if (what === 'events_api') send(signedBody(sign, JSON_BODY, text));
    else send(signedBody(sign, FORM_BODY, new URLSearchParams({ payload: text }).toString()));
  }

  #sendToDiscord({ what, payload }: Traffic): void {
    const { discord, sent } = this.#stage;
    const { value, how } = this.#change(payload as object, sent.discord);
    const text = JSON.stringify(value) ?? 'null';
    if (text.length > MAX_LENGTH) return;
    const isCut = this.#random.chance(0.05);
    this.#tally.count('events, Discord', `${what}: ${isCut ? 'its text changed' : how}`);
    if (isCut) discord.gateway.sendRaw(mutateText(`{"op":0,"s":1,"t":"${what}","d":${text}}`, this.#random));
    else discord.gateway.sendEvent(what, value ?? null);
  }

  /** By half with values of other kinds and from other events, by half with long, deep and wide ones. */
  #change(payload: object, others: readonly Traffic[]): { value: unknown; how: string } {
    const own = this.#withOwnIds(payload);
    if (this.#random.chance(0.5)) {
      const near = others.slice(-20).map((other) => other.payload);
      return { value: mutateEvent(own, near, this.#random), how: 'some places changed' };
    }
    const { value, done } = mutate(own, this.#random);
    return { value, how: done[0] ?? '' };
  }

  /** Ids and addresses of their own: no odd event answers somebody's question in its place. */
  #withOwnIds(payload: object): object {
    this.#count += 1;
    const count = this.#count;
    const fresh = { token: `odd-${count}`, trigger_id: `odd.${count}`, event_id: `EvODD${count}` };
    const known = Object.entries(fresh).filter(([name]) => name in payload);
    const address = 'response_url' in payload ? { response_url: `${this.#stage.slack.apiUrl}odd` } : {};
    // An interaction's id is beside its token in the address of the answer.
    const id = 'token' in payload && 'id' in payload ? { id: String(9e17 + count) } : {};
    return { ...payload, ...Object.fromEntries(known), ...address, ...id };
  }
}

/** The bot may refuse it in any way, or go on without an answer. */
function send(request: SignedRequest): void {
  post(request).then(
    (response) => response.body?.cancel(),
    () => undefined,
  );
}
