import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createPages } from './app.ts';
import type { WebDeps } from './base/deps.ts';

export interface WebServerOptions extends WebDeps {
  readonly port: number;
  readonly host: string;
}

export interface WebServer {
  /** Resolves with the port, when pages can be asked for. */
  start(): Promise<number>;
  /** Answers what is under way, then closes. */
  stop(): Promise<void>;
}

/** Who sends a request byte by byte holds a connection for no longer than this. */
const REQUEST_MS = 10_000;
const HEADERS_MS = 5_000;
const IDLE_MS = 5_000;
const MAX_CONNECTIONS = 1000;
const STOP_MS = 2_000;

/** The pages on a port of this machine. */
export function createWebServer({ port, host, ...deps }: WebServerOptions): WebServer {
  const server = createAdaptorServer({
    fetch: createPages(deps).fetch,
    // It would put its own Response in the place of Node's, which ky cannot work with: no list could be fetched any more.
    overrideGlobalObjects: false,
    serverOptions: { requestTimeout: REQUEST_MS, headersTimeout: HEADERS_MS, keepAliveTimeout: IDLE_MS },
  }) as Server;
  server.maxConnections = MAX_CONNECTIONS;
  return {
    start: () =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, host, () => {
          server.off('error', reject);
          const address = server.address() as AddressInfo;
          deps.log.info({ host, port: address.port }, 'the web pages are served');
          resolve(address.port);
        });
      }),
    stop: () =>
      new Promise((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), STOP_MS).unref();
      }),
  };
}
