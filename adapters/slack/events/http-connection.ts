import { createServer } from 'node:http';
import type { Clock } from '../../../src/core/base/clock.ts';
import { PaperboyError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { problems } from '../texts/errors.ts';
import type { Connection } from './connection.ts';
import { createHttpReceiver } from './http-receiver.ts';

/** Where Slack's requests come in when Socket Mode is not used. */
export interface HttpConnectionSettings {
  readonly signingSecret: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** The address to listen on: this machine alone by default. */
  readonly host?: string;
  /** `/slack/events` by default; commands, buttons and events all come to this one. */
  readonly path?: string;
  /** Called with the port that it listens on. */
  readonly onListening?: (port: number) => void;
}

export interface HttpConnectionOptions extends HttpConnectionSettings {
  readonly clock: Clock;
  readonly log: Log;
  readonly sampled: SampledLog;
  readonly onConnected: () => void;
}

/** Requests are acknowledged within moments: who takes longer than this to send one is cut off at a stop. */
const CLOSE_MS = 1000;

/**
 * Slack itself gives a request up after three seconds: whoever has not sent it by then is not Slack, or is too late. With the
 * bound on connections that is also how long an idle caller can take a place from Slack.
 */
const REQUEST_MS = 3000;

/** How often it is looked whose time is over. */
const LOOK_MS = 500;

/** Open at one time: Slack, or the proxy before us, needs some dozens in its busiest second. */
const MOST_CONNECTIONS = 256;

/** HTTP mode: a server that holds nothing for long, and Bolt's events behind it. */
export function createHttpConnection(options: HttpConnectionOptions): Connection {
  const {
    port,
    host = '127.0.0.1',
    path = '/slack/events',
    onListening,
    log,
    sampled,
    onConnected,
  } = options;
  const receiver = createHttpReceiver({ ...options, path });
  const deadlines = {
    headersTimeout: REQUEST_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_MS,
  };
  const server = createServer(deadlines, (request, response) => receiver.serve(request, response));
  server.maxConnections = MOST_CONNECTIONS;
  server.on('drop', () => sampled.count({ most: MOST_CONNECTIONS }, 'a connection too many was refused'));

  return {
    receiver,
    open: async () => {
      const listening = Promise.withResolvers<void>();
      // It stays for as long as the server: an error that nobody listens to would be thrown.
      server.on('error', (error) => {
        if (server.listening) log.error({ err: error }, 'the port for Slack reports an error');
        else listening.reject(portError(error, port, host));
      });
      server.listen({ port, host }, listening.resolve);
      await listening.promise;
      const address = server.address();
      if (address && typeof address === 'object') onListening?.(address.port);
      onConnected();
    },
    close: async () => {
      if (!server.listening) return;
      const closed = Promise.withResolvers<void>();
      server.close(() => closed.resolve());
      server.closeIdleConnections();
      const overdue = setTimeout(() => server.closeAllConnections(), CLOSE_MS);
      await closed.promise;
      clearTimeout(overdue);
    },
  };
}

/** What keeps a port from being listened on, by the setting that names it. */
function portError(cause: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (cause.code) {
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new PaperboyError(problems.slackHost({ host }), { cause });
    case 'EADDRINUSE':
      return new PaperboyError(problems.slackPort({ port: String(port), why: 'taken' }), { cause });
    case 'EACCES':
      return new PaperboyError(problems.slackPort({ port: String(port), why: 'denied' }), { cause });
    default:
      return cause;
  }
}
