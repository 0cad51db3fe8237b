import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface ReceivedEvent {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
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
export async function openReceiver() {
  const received: ReceivedEvent[] = [];
  const moods: ReceiverMood[] = [];
  const server = createServer((request, response) => {
    const mood = moods.shift() ?? { status: 204 };
    if (mood === 'cut-at-once') request.destroy();
    else void answer(request, response, mood, received);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ received, moods, port },
    url: `http://127.0.0.1:${port}`,
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
  received.push({ path: request.url ?? '', headers: request.headers, body });
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
