import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SpreadEvents {
  readonly url: string;
  close(): Promise<void>;
}

/** Of so many events one reaches two processes, as when Slack sends it again because its answer was slow. */
const TWICE_IN = 4;

/** What is in front of several processes: each request goes to the next one of them that answers. */
export async function openSpreadEvents(ports: () => readonly number[]): Promise<SpreadEvents> {
  let turn = 0;
  const server = createServer((request, response) => {
    turn += 1;
    void passOn(request, response, inTurn(ports(), turn), turn % TWICE_IN === 0);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/slack/events`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** All of them, beginning with another one each time. */
function inTurn(ports: readonly number[], turn: number): readonly number[] {
  const at = turn % Math.max(1, ports.length);
  return [...ports.slice(at), ...ports.slice(0, at)];
}

async function passOn(
  request: IncomingMessage,
  response: ServerResponse,
  ports: readonly number[],
  isTwice: boolean,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { 'content-type': type = '', ...others } = request.headers;
  const signed = Object.entries(others).filter(([name]) => name.startsWith('x-slack-'));
  const headers = { 'content-type': type, ...Object.fromEntries(signed) } as Record<string, string>;
  const answers: Response[] = [];
  for (const port of ports) {
    const url = `http://127.0.0.1:${port}${request.url ?? ''}`;
    const answer = await fetch(url, { method: 'POST', headers, body: Buffer.concat(parts) }).catch(
      () => undefined,
    );
    if (answer) answers.push(answer);
    if (answers.length === (isTwice ? 2 : 1)) break;
  }
  const [answer] = answers;
  response.writeHead(answer?.status ?? 503).end(answer && (await answer.text()));
}
