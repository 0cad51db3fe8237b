import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificate.ts';

/** One request as it came. */
export interface ReceivedEvent {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The host name that the sender asked for when the connection was encrypted (SNI). */
  readonly servername?: string | undefined;
}

export interface ReceiverOptions {
  /** With it the receiver speaks TLS alone. */
  readonly certificate?: ServerCertificate;
  readonly host?: string;
  readonly port?: number;
}

/** How the receiver of webhooks treats the next request. */
export type ReceiverMood =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Never answers. */
  | 'hang'
  /** Reads the whole request, and ends the connection without a word. */
  | 'cut'
  /** Ends the connection as soon as it comes. */
  | 'cut-at-once'
  /** Answers with a body that does not end. */
  | 'flood';

export type Receiver = Awaited<ReturnType<typeof openReceiver>>;

/** A receiver of webhooks on loopback: it accepts everything that no mood is set for. */
export async function openReceiver({
  certificate,
  host = '127.0.0.1',
  port: wanted = 0,
}: ReceiverOptions = {}) {
  const received: ReceivedEvent[] = [];
  const moods: ReceiverMood[] = [];
  const take = (request: IncomingMessage, response: ServerResponse): void => {
    const mood = moods.shift() ?? { status: 204 };
    if (mood === 'cut-at-once') request.destroy();
    else void answer(request, response, mood, received);
  };
  const server = certificate ? createTlsServer(certificate, take) : createServer(take);
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(wanted, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ received, moods, port },
    url: `${certificate ? 'https' : 'http'}://${host}:${port}`,
    /** Of TCP, also those that ended before a request. */
    countConnections: () => connections,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  mood: Exclude<ReceiverMood, 'cut-at-once'>,
  received: ReceivedEvent[],
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks).toString('utf8');
  const { url: path = '', headers, socket } = request;
  // Node says `false` where the sender named no host.
  const servername = (socket instanceof TLSSocket && socket.servername) || undefined;
  received.push({ path, headers, body, servername });
  if (mood === 'hang') return;
  if (mood === 'cut') request.destroy();
  else if (mood === 'flood') pour(response);
  else response.writeHead(mood.status, mood.headers).end();
}

function pour(response: ServerResponse): void {
  response.writeHead(200);
  const more = (): void => {
    while (!response.destroyed && response.write('x'.repeat(64 * 1024)));
  };
  response.on('drain', more);
  more();
}
