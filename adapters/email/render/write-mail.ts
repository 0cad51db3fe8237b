import { toDomain } from '../../../src/core/mail/mail-address.ts';
import type { Frame, RenderedMail } from './render.ts';

/** Who a mail comes from. */
export interface Sender {
  /** `Paperboy <papers@example.org>` */
  readonly from: string;
  /** `papers@example.org` */
  readonly address: string;
  /** Where mails come back to, with the mailbox in it: `bounces@example.org` becomes `bounces+ID@example.org`. */
  readonly bounceTo?: string;
}

/** One mail, ready to be sent. */
export interface Mail {
  /** `<…@example.org>`; the same for every try of one post. */
  readonly messageId: string;
  readonly from: string;
  readonly to: string;
  /** Where it comes back to when it cannot be delivered. */
  readonly envelopeFrom: string;
  readonly date: Date;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Envelope {
  readonly to: { readonly address: string; readonly mailboxId: string };
  readonly key: string;
  readonly sender: Sender;
  readonly frame: Frame;
  readonly date: Date;
}

/** A rendered mail with its addresses and headers. Pure: the same post is the same mail at every try. */
export function writeMail(rendered: RenderedMail, { to, key, sender, frame, date }: Envelope): Mail {
  const domain = toDomain(sender.address);
  return {
    ...rendered,
    ...{ from: sender.from, to: to.address, date },
    messageId: `<${key}.${to.mailboxId}@${domain}>`,
    envelopeFrom:
      sender.bounceTo === undefined ? sender.address : buildVerpAddress(sender.bounceTo, to.mailboxId),
    headers: {
      'List-Id': `Paperboy <paperboy.${domain}>`,
      // Sent by no person: out-of-office answers are not wanted (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(frame.own ? buildUnsubscribeHeaders(frame.own.unsubscribe) : {}),
    },
  };
}

/** By RFC 8058. nodemailer's own `list` option writes the second one as an address in angle brackets. */
function buildUnsubscribeHeaders(url: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${url}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** Says of a mail that comes back whose it was, whatever is left of its text. */
function buildVerpAddress(bounceTo: string, mailboxId: string): string {
  return `${bounceTo.slice(0, bounceTo.lastIndexOf('@'))}+${mailboxId}@${toDomain(bounceTo)}`;
}
