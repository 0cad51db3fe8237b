import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from '../core/base/log.ts';
import { toPortError } from '../core/base/port-error.ts';
import { texts } from './health-texts.ts';

export interface HealthServerOptions {
  readonly port: number;
  readonly host: string;
  readonly log: Log;
  serve(request: IncomingMessage, response: ServerResponse): void;
}

/** Kubernetes, Prometheus and a person: no more ask at once. */
const MAX_CONNECTIONS = 64;
const DEADLINES = { requestTimeout: 5000, headersTimeout: 3000, connectionsCheckingInterval: 500 };

const SETTINGS = { port: 'HEALTH_PORT', host: 'HEALTH_HOST' };

/** A port of its own for the probes. */
export function createHealthServer({ port, host, log, serve }: HealthServerOptions) {
  const server = createServer(DEADLINES, serve);
  server.maxConnections = MAX_CONNECTIONS;
  return {
    /** Resolves with the port. */
    start: () =>
      new Promise<number>((resolve, reject) => {
        const fail = (error: Error) =>
          reject(toPortError(error, { port, host, settings: SETTINGS, loss: texts.unreachable() }));
        server.once('error', fail);
        server.listen(port, host, () => {
          server.off('error', fail);
          server.on('error', (err) => log.error({ err }, 'health server error'));
          resolve((server.address() as AddressInfo).port);
        });
      }),
    stop: () =>
      new Promise<void>((resolve) => {
        if (!server.listening) return resolve();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
