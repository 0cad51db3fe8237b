import type { Problem } from '../../src/core/base/catalog.ts';
import type { Clock } from '../../src/core/base/clock.ts';
import { DeliveryError } from '../../src/core/base/errors.ts';
import { type ChannelId, type PersonId, splitId, toChannelId } from '../../src/core/base/ids.ts';
import type { Log } from '../../src/core/base/log.ts';
import { commandSpan } from '../../src/core/base/text.ts';
import type { SentPost } from '../../src/core/delivery/delivery.ts';
import type { MailAccess } from '../../src/core/mail/mail-access.ts';
import type { Mailbox } from '../../src/core/mail/mailbox.ts';
import type { Message } from '../../src/core/message/message.ts';
import { toFailedLine } from '../../src/core/platform/check-line.ts';
import type { Destination } from '../../src/core/platform/destination.ts';
import type { CheckLine, Platform } from '../../src/core/platform/platform.ts';
import {
  CONNECTIONS,
  createMailTransport,
  type MailTransport,
  type TransportOptions,
} from './api/transport.ts';
import { type Frame, renderMail } from './render/render.ts';
import { type Sender, writeMail } from './render/write-mail.ts';
import { problems } from './texts/errors.ts';
import { findings } from './texts/setup.ts';

export interface EmailOptions extends TransportOptions {
  readonly sender: Sender;
  /** Whether digests have the papers' teasers. */
  readonly hasPictures: boolean;
  /** Of the wall: a mail is dated by it. */
  readonly clock: Clock;
  /** Of the bot, which may rehearse another day. */
  readonly botClock: Clock;
  readonly access: MailAccess;
  readonly log: Log;
}

/** Addresses that lead nowhere, where a mail is only looked at. */
const NOBODYS: Frame = {
  voteLink: (paperId, value) =>
    `https://example.org/vote/${encodeURIComponent(paperId)}/${value > 0 ? 'up' : 'down'}`,
  own: { change: 'https://example.org/change', unsubscribe: 'https://example.org/unsubscribe' },
};

/** What an e-mail would look like. */
export function renderForNobody(message: Message): unknown {
  return renderMail(message, NOBODYS);
}

/** E-mail as a platform: it posts, and sends a person something. Nothing can be edited, reacted to or looked up. */
export function createEmail(options: EmailOptions): Platform {
  return new EmailPlatform(options);
}

class EmailPlatform implements Platform {
  readonly name = 'email';
  readonly problems = problems;
  readonly deliveriesAtOnce = CONNECTIONS;
  readonly onlyLayout = 'letter';
  readonly saysWhenItBegins = true;
  readonly #options: EmailOptions;
  readonly #transport: MailTransport;

  constructor(options: EmailOptions) {
    this.#options = options;
    this.#transport = createMailTransport(options);
  }

  render(message: Message): unknown {
    return renderForNobody(message);
  }

  close(): void {
    this.#transport.close();
  }

  async send(
    { channel }: Destination,
    message: Message,
    key: string,
    begin?: () => Promise<void>,
  ): Promise<SentPost> {
    const mailbox = await this.#find(toChannelId(this.name, channel), 'confirmed');
    const messageId = await this.#deliver(mailbox, message, key, begin);
    return { channel, messageId, tenant: mailbox.tenant };
  }

  readonly directMessages = {
    /** The confirmation, and nothing else: it is the one mail to somebody who has confirmed nothing. */
    notify: async (person: PersonId, message: Message): Promise<void> => {
      const { id } = splitId(person);
      const mailbox = await this.#find(toChannelId(this.name, id));
      await this.#deliver(mailbox, message, `notice.${this.#options.botClock.now().toString(36)}`);
    },
    findChannel: async (person: PersonId): Promise<string> => splitId(person).id,
  };

  readonly checks = {
    run: async (channel?: string): Promise<CheckLine[]> => {
      const line = await checkThat(findings.serverAnswers(), () => this.#transport.verify());
      if (channel === undefined) return [line];
      const find = async () => this.#open(await this.#find(toChannelId(this.name, channel), 'confirmed'));
      return [line, await checkThat(findings.canBeRead(), find)];
    },
  };

  async #find(channel: ChannelId, state?: Mailbox['state']): Promise<Mailbox> {
    const mailbox = await this.#options.access.mailboxes.find(channel);
    const isThere = mailbox && (state ? mailbox.state === state : mailbox.state !== 'stopped');
    if (isThere) return mailbox;
    throw new DeliveryError('gone', problems.emailMailboxGone({ command: commandSpan('email') }));
  }

  #open({ channel, sealed = '' }: Mailbox): string {
    const address = this.#options.access.keys.open(channel, sealed);
    // Every address is unreadable then: nothing is deleted, and nothing is paused.
    if (address === undefined) throw new DeliveryError('unauthorized', problems.emailKeyChanged());
    return address;
  }

  async #deliver(
    mailbox: Mailbox,
    message: Message,
    key: string,
    begin?: () => Promise<void>,
  ): Promise<string> {
    const { access, sender, hasPictures, clock, botClock } = this.#options;
    const { channel } = mailbox;
    const isConfirmed = mailbox.state === 'confirmed';
    const frame: Frame = {
      hasPictures,
      voteLink: isConfirmed
        ? (paperId, value) => access.links.toVoteLink(channel, paperId, value)
        : undefined,
      ...(isConfirmed
        ? {
            own: {
              change: access.links.toChangeLink(channel),
              unsubscribe: access.links.toUnsubscribeLink(channel),
            },
          }
        : {}),
    };
    const to = { address: this.#open(mailbox), mailboxId: splitId(channel).id };
    const mail = writeMail(renderMail(message, frame), {
      to,
      key,
      sender,
      frame,
      date: new Date(clock.now()),
    });
    try {
      await this.#transport.send(mail, begin);
    } catch (error) {
      const isDead = error instanceof DeliveryError && error.fault === 'gone';
      // The address is deleted now; the ledger pauses what is left.
      if (isDead) await access.mailboxes.stop(channel, 'bounced', botClock.now());
      throw error;
    }
    return mail.messageId;
  }
}

async function checkThat(finding: Problem, work: () => Promise<unknown>): Promise<CheckLine> {
  try {
    await work();
    return { ok: true, finding };
  } catch (error) {
    if (error instanceof DeliveryError) return toFailedLine(error);
    throw error;
  }
}
