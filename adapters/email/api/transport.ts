import { isIPv4 } from 'node:net';
import { createTransport, type SMTPPoolOptions } from 'nodemailer';
import type { Log } from '../../../src/core/base/log.ts';
import { readSmtpOptions } from '../../../src/core/mail/smtp-options.ts';
import type { Mail } from '../render/write-mail.ts';
import { toDeliveryError } from './errors.ts';
import { holdBack } from './hold-back.ts';
import { limitRate } from './limit-rate.ts';

export interface TransportOptions {
  /** `smtp://…` or `smtps://…`, with name and password where the server wants them. */
  readonly url: string;
  readonly dkim?: { readonly domainName: string; readonly keySelector: string; readonly privateKey: string };
  readonly perSecond: number;
  readonly log: Log;
  /** For tests of servers that do not answer. */
  readonly socketTimeoutMs?: number;
}

export interface MailTransport {
  /**
   * Throws a `DeliveryError`. `begin` is awaited when the server has asked for the text, before any of it leaves; where it rejects,
   * none does, and its error is thrown.
   */
  send(mail: Mail, begin?: () => Promise<void>): Promise<void>;
  /** Connects and says who we are, without sending anything. */
  verify(): Promise<void>;
  close(): void;
}

/** A server may need long to answer after it has the whole mail (RFC 5321, 4.5.3.2.6: ten minutes). */
const SOCKET_TIMEOUT_MS = 180_000;
const CONNECT_TIMEOUT_MS = 15_000;

/** Many servers treat more at once as abuse. */
export const CONNECTIONS = 5;
const MAILS_A_CONNECTION = 100;

/** Connections to the operator's mail server, by nodemailer. */
export function createMailTransport(options: TransportOptions): MailTransport {
  const { url, dkim, perSecond, log, socketTimeoutMs = SOCKET_TIMEOUT_MS } = options;
  const [server] = url.split('?', 1);
  const asked = readSmtpOptions(url);
  const settings: SMTPPoolOptions & { pool: true } = {
    // nodemailer itself would take any of its options from the address, before those that are given here.
    ...{ ...asked, url: server },
    ...{ pool: true, maxConnections: CONNECTIONS, maxMessages: MAILS_A_CONNECTION },
    // The ledger alone decides what is tried again.
    maxRequeues: 0,
    ...{
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: CONNECT_TIMEOUT_MS,
      socketTimeout: socketTimeoutMs,
    },
    requireTLS: asked?.requireTLS ?? needsStartTls(url),
    // What is in a mail is ours: no file and no address is read because of it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
    ...(dkim ? { dkim } : {}),
  };
  const transport = createTransport(settings);
  const untilAllowed = limitRate(perSecond);
  // Each send has its own error; an error of an idle connection belongs to no send.
  transport.on('error', (err: Error) => log.warn({ err }, 'a connection to the mail server failed'));
  const beginnings = new Map<string, Beginning>();
  // Runs before a mail is queued. nodemailer opens the stream when it begins to send, and reads from it after the server's 354.
  transport.use('stream', (mail, done) => {
    const { message } = mail;
    const open = message.createReadStream.bind(message);
    const beginning = beginnings.get(message.messageId());
    if (beginning) message.createReadStream = (...given) => holdBack(open(...given), () => begin(beginning));
    done();
  });
  return {
    async send({ envelopeFrom, to, ...mail }, allow = async () => undefined) {
      await untilAllowed();
      const beginning: Beginning = { allow, hasBegun: false };
      beginnings.set(mail.messageId, beginning);
      try {
        await transport.sendMail({ ...mail, to, envelope: { from: envelopeFrom, to } });
      } catch (error) {
        if (beginning.refusal !== undefined) throw beginning.refusal;
        throw toDeliveryError(error, beginning.hasBegun);
      } finally {
        beginnings.delete(mail.messageId);
      }
    },
    async verify() {
      try {
        await transport.verify();
      } catch (error) {
        throw toDeliveryError(error, false);
      }
    },
    close: () => transport.close(),
  };
}

/** When the text of a mail begins to leave. */
interface Beginning {
  readonly allow: () => Promise<void>;
  hasBegun: boolean;
  /** Why it must not. */
  refusal?: unknown;
}

async function begin(beginning: Beginning): Promise<void> {
  try {
    await beginning.allow();
    beginning.hasBegun = true;
  } catch (error) {
    beginning.refusal = error;
    throw error;
  }
}

/** Over a connection that begins in the clear, a password waits for TLS, unless it stays on this machine. */
function needsStartTls(url: string): boolean {
  const { protocol, password, hostname } = new URL(url);
  const isOwn =
    ['localhost', '[::1]'].includes(hostname.toLowerCase()) ||
    (isIPv4(hostname) && hostname.startsWith('127.'));
  return protocol === 'smtp:' && password !== '' && !isOwn;
}
