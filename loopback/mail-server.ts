import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

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
}

export interface MailServer {
  /** `smtp://127.0.0.1:PORT` */
  readonly url: string;
  readonly received: ReceivedMail[];
  readonly faults: MailFault[];
  /** Hears of each mail that was taken. */
  onMail(listener: () => void): void;
  /** Connections that were opened so far. */
  connections(): number;
  /** How many mails it has not answered so far, by a fault. */
  silent(): number;
  close(): Promise<void>;
}

/** A mail server on loopback that follows SMTP as others do, stores what it gets and refuses what the test wants refused. */
export async function openMailServer(): Promise<MailServer> {
  const loopback = new LoopbackMailServer();
  await loopback.listen();
  return loopback;
}

class LoopbackMailServer implements MailServer {
  readonly received: ReceivedMail[] = [];
  readonly faults: MailFault[] = [];
  readonly #server: SMTPServer;
  #connections = 0;
  #silent = 0;
  #listener: () => void = () => undefined;

  constructor() {
    this.#server = new SMTPServer({
      ...{
        authOptional: true,
        disabledCommands: ['STARTTLS', 'AUTH'],
        logger: false,
        disableReverseLookup: true,
      },
      closeTimeout: 100,
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
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          void this.#got(Buffer.concat(chunks), session, done);
        });
      },
    });
    // A connection that the other side ends is no matter of this one.
    this.#server.on('error', () => undefined);
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${port}`;
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
    });
    this.#listener();
    if (isCut) return this.#cut(session);
    if (isSilent) {
      this.#silent += 1;
      return;
    }
    if (fault?.at === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms));
    done();
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
