// The least that a page can cost: `node bench/web/hello-child.ts hono` answers an empty route of Hono, `node` with node:http alone.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono().get('/', (c) => c.text('hello'));
const listener =
  process.argv[2] === 'hono'
    ? getRequestListener(app.fetch, { overrideGlobalObjects: false })
    : (_request: unknown, response: import('node:http').ServerResponse) => void response.end('hello');
const server = createServer(listener);
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening ${(server.address() as AddressInfo).port}\n`),
);
