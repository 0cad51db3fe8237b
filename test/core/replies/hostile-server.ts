import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';

export const HOSTILE_REPLIES = ['endless', 'gzip-bomb', 'slow-drip', 'million-items', 'deep-json'] as const;
export type HostileReply = (typeof HOSTILE_REPLIES)[number];

const MEBIBYTE = 1024 * 1024;

/** A server on loopback that answers every request in one hostile way: `/endless/…`, `/gzip-bomb/…`. */
export async function startHostileServer() {
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    request.resume();
    const [, kind] = (request.url ?? '').split('/');
    reply(kind as HostileReply, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: (kind: HostileReply) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${kind}/`,
    requests: () => requests,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function reply(kind: HostileReply, response: ServerResponse): void {
  const head = { 'content-type': 'application/json' };
  const packed = { ...head, 'content-encoding': 'gzip' };
  // Whoever has enough closes the connection: that is how each of these ends.
  const ended = (): void => undefined;
  switch (kind) {
    case 'endless':
      response.writeHead(200, head);
      pipeline(chunks('{"a":"', Number.POSITIVE_INFINITY), response, ended);
      return;
    case 'gzip-bomb':
      response.writeHead(200, packed);
      // 4 GB in 4 MB.
      pipeline(chunks('0', 4 * 4_096), createGzip(), response, ended);
      return;
    case 'slow-drip': {
      response.writeHead(200, head);
      const timer = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(timer));
      return;
    }
    case 'million-items':
      response.writeHead(200, packed).end(gzipSync(`[${'[],'.repeat(1_000_000)}[]]`));
      return;
    case 'deep-json':
      response.writeHead(200, head).end('['.repeat(100_000) + ']'.repeat(100_000));
  }
}

/** So many quarters of a mebibyte. */
function* chunks(text: string, count: number): Generator<Buffer> {
  const chunk = Buffer.alloc(MEBIBYTE / 4, text);
  for (let i = 0; i < count; i++) yield chunk;
}
