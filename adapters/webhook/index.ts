import type { Clock } from '../../src/core/base/clock.ts';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { toChannelId } from '../../src/core/base/ids.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { Message } from '../../src/core/message/message.ts';
import { toFailedLine } from '../../src/core/platform/check-line.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { CheckLine, Platform } from '../../src/core/platform/platform.ts';
import { toWebhookTenant, type WebhookAccess, type WebhookTarget } from '../../src/core/webhook/webhook.ts';
import { judgeReply } from './api/errors.ts';
import { type ExchangeOptions, exchange, tryConnection } from './api/exchange.ts';
import { signHeaders } from './api/sign.ts';
import type { WebhookEvent } from './render/event-schema.ts';
import { renderEvent } from './render/render.ts';
import { problems } from './texts/errors.ts';
import { findings } from './texts/setup.ts';

export interface WebhookOptions extends ExchangeOptions {
  readonly access: WebhookAccess;
  /** Of the wall: receivers refuse a signature that is minutes old. */
  readonly clock: Clock;
  /** Of the bot, which may rehearse another day. */
  readonly botClock: Clock;
}

/** Of a check, in which a name is resolved and a connection is made. */
const CHECK_MS = 10_000;

const USER_AGENT = 'Paperboy-Webhooks/1';

/** What an event would contain. */
export function renderForNobody(message: Message): unknown {
  return renderEvent(message);
}

/** Webhooks as a platform: it posts, and nothing else. */
export function createWebhook(options: WebhookOptions): Platform {
  return new WebhookPlatform(options);
}

class WebhookPlatform implements Platform {
  readonly name = 'webhook';
  readonly problems = problems;
  readonly onlyLayout = 'letter';
  readonly isIdempotent = true;
  readonly #options: WebhookOptions;

  constructor(options: WebhookOptions) {
    this.#options = options;
  }

  render(message: Message): unknown {
    return renderForNobody(message);
  }

  async send({ channel }: Destination, message: Message, key: string): Promise<SentPost> {
    const { clock, botClock } = this.#options;
    const { address, secret } = await this.#find(channel);
    const id = toChannelId(this.name, channel);
    const event = {
      version: 1,
      timestamp: new Date(botClock.now()).toISOString(),
      channel: id,
      ...renderEvent(message),
    } satisfies WebhookEvent;
    const body = JSON.stringify(event);
    const eventId = toEventId(key);
    const signed = { id: eventId, timestamp: Math.floor(clock.now() / 1000), body };
    const headers = {
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      ...signHeaders(signed, secret),
    };
    const reply = await exchange({ url: new URL(address), headers, body }, this.#options);
    const error = judgeReply(reply, clock.now());
    if (error) throw error;
    return { channel, messageId: eventId, tenant: toWebhookTenant(id) };
  }

  readonly checks = {
    run: async (channel?: string): Promise<CheckLine[]> => {
      const { allowsPrivate } = this.#options;
      if (channel === undefined)
        return [{ ok: true, finding: allowsPrivate ? findings.networksAll() : findings.networksPublic() }];
      return [await this.#checkTarget(channel)];
    },
  };

  /** The connection is made and ended: a receiver would take anything that is sent for a digest. */
  async #checkTarget(channel: string): Promise<CheckLine> {
    try {
      const { address } = await this.#find(channel);
      const url = new URL(address);
      const { timeoutMs = CHECK_MS } = this.#options;
      await tryConnection(url, { ...this.#options, timeoutMs });
      const isTls = url.protocol === 'https:';
      return { ok: true, finding: isTls ? findings.acceptsTls() : findings.acceptsClear() };
    } catch (error) {
      if (error instanceof DeliveryError) return toFailedLine(error);
      throw error;
    }
  }

  async #find(channel: string): Promise<WebhookTarget> {
    const { webhooks, open } = this.#options.access;
    const found = await webhooks.find(toChannelId(this.name, channel));
    if (!found) throw new DeliveryError('gone', problems.webhookMissing());
    const target = open(found);
    // Every webhook is unreadable then: none is paused.
    if (!target) throw new DeliveryError('unauthorized', problems.webhookKeyChanged());
    return target;
  }
}

/** An id of Standard Webhooks contains no dot, which separates it from what is signed with it. */
function toEventId(key: string): string {
  return `msg_${key.replaceAll('.', '_')}`;
}
