import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { type MailProtection, toServerOptions } from './mail-protection.ts';

/** What the server does with the next mails, one fault a mail. */
export type MailFault =
  /** An answer at one of the commands, `450 4.2.0 greylisted`. */
  | { readonly at: 'connect' | 'from' | 'to' | 'data'; readonly status: number; readonly says: string }
  /** Takes the mail and ends the connection before it says so, or ends it before it has the mail. */
  | { readonly at: 'cut-after-data' | 'cut-before-data' }
  /** Takes the mail and never says so, or never asks for its text. */
  | { readonly at: 'silent-after-data' | 'silent-before-data' }
  /** Takes the mail, and says so after a while. */
  | { readonly at: 'slow'; readonly ms: number };

/** A mail that the server took. */
export interface ReceivedMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
  readonly mail: ParsedMail;
  /** Whether the sender got the answer that it was accepted. */
  readonly isAnswered: boolean;
  /** Whether it came over TLS. */
  readonly isSecure: boolean;
}

/** A mail whose text the server has asked for. Times are in milliseconds of `performance.now()`. */
export interface MailTransaction {
  readonly to: readonly string[];
  readonly begunAt: number;
  /** Where as much of it came. */
  messageId?: string | undefined;
  /** Missing while it goes on. `cut`: by a fault of this server; `left`: the sender's connection ended. */
  end?: 'answered' | 'cut' | 'left';
  endedAt?: number;
}

export interface MailServer {
  /** `smtp://127.0.0.1:PORT`, or `smtps://` where TLS begins with the connection. */
  readonly url: string;
  readonly received: ReceivedMail[];
  readonly faults: MailFault[];
  readonly transactions: MailTransaction[];
  /** Hears of each mail that was taken. */
  onMail(listener: () => void): void;
  /** Connections that were opened so far. */
  connections(): number;
  /** How many mails it has not answered so far, by a fault. */
  silent(): number;
  close(): Promise<void>;
}

/** A mail server on loopback that follows SMTP as others do, stores what it gets and refuses what the test wants refused. */
export async function openMailServer(protection: MailProtection = {}): Promise<MailServer> {
  const loopback = new LoopbackMailServer(protection);
  await loopback.listen();
  return loopback;
}

class LoopbackMailServer implements MailServer {
  readonly received: ReceivedMail[] = [];
  readonly faults: MailFault[] = [];
  readonly transactions: MailTransaction[] = [];
  readonly #server: SMTPServer;
  /** Those that go on, by the id of their session. */
  readonly #open = new Map<string, { readonly transaction: MailTransaction; readonly chunks: Buffer[] }>();
  #connections = 0;
  #silent = 0;
  #listener: () => void = () => undefined;

  constructor(protection: MailProtection) {
    this.#server = new SMTPServer({
      ...toServerOptions(protection),
      onConnect: (_session, done) => {
        this.#connections += 1;
        done(this.#take('connect'));
      },
      onMailFrom: (_address, _session, done) => done(this.#take('from')),
      onRcptTo: (_address, session, done) => {
        const at = this.faults[0]?.at;
        if (at !== 'cut-before-data' && at !== 'silent-before-data') return done(this.#take('to'));
        this.faults.shift();
        if (at === 'cut-before-data') this.#cut(session);
        else this.#silent += 1;
      },
      onData: (stream, session, done) => {
        const chunks = this.#begin(session);
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void this.#got(Buffer.concat(chunks), session, (error) => {
            this.#end(session, 'answered');
            done(error);
          });
        });
      },
      onClose: (session) => this.#end(session, 'left'),
    });
    // A connection that the other side ends is no matter of this one.
    this.#server.on('error', () => undefined);
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `${this.#server.options.secure ? 'smtps' : 'smtp'}://127.0.0.1:${port}`;
  }

  onMail(listener: () => void): void {
    this.#listener = listener;
  }

  connections(): number {
    return this.#connections;
  }

  silent(): number {
    return this.#silent;
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #got(raw: Buffer, session: SMTPServerSession, done: (error?: Error | null) => void): Promise<void> {
    const refused = this.#take('data');
    if (refused) return done(refused);
    const fault = ['cut-after-data', 'silent-after-data', 'slow'].includes(this.faults[0]?.at ?? '')
      ? this.faults.shift()
      : undefined;
    const isCut = fault?.at === 'cut-after-data';
    const isSilent = fault?.at === 'silent-after-data';
    const { mailFrom, rcptTo } = session.envelope;
    this.received.push({
      from: mailFrom ? mailFrom.address : '',
      to: rcptTo.map(({ address }) => address),
      raw: raw.toString('latin1'),
      mail: await simpleParser(raw),
      isAnswered: !isCut && !isSilent,
      isSecure: session.secure,
    });
    this.#listener();
    if (isCut || isSilent) this.#end(session, 'cut');
    if (isCut) return this.#cut(session);
    if (isSilent) {
      this.#silent += 1;
      return;
    }
    if (fault?.at === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    done();
  }

  #begin({ id, envelope }: SMTPServerSession): Buffer[] {
    const transaction = { to: envelope.rcptTo.map(({ address }) => address), begunAt: performance.now() };
    const chunks: Buffer[] = [];
    this.transactions.push(transaction);
    this.#open.set(id, { transaction, chunks });
    return chunks;
  }

  #end({ id }: SMTPServerSession, end: NonNullable<MailTransaction['end']>): void {
    const open = this.#open.get(id);
    if (!open) return;
    this.#open.delete(id);
    const [, messageId] =
      /^message-id:\s*(<[^>]+>)/im.exec(Buffer.concat(open.chunks).toString('latin1')) ?? [];
    Object.assign(open.transaction, { messageId, end, endedAt: performance.now() });
  }

  /** The error of the next fault, where it belongs here. */
  #take(at: MailFault['at']): Error | null {
    const [fault] = this.faults;
    if (fault?.at !== at || !('status' in fault)) return null;
    this.faults.shift();
    return Object.assign(new Error(fault.says), { responseCode: fault.status });
  }

  #cut({ id }: SMTPServerSession): void {
    for (const connection of this.#server.connections) {
      if (connection.session.id === id) connection._socket.destroy();
    }
  }
}
