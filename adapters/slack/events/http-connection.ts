import { createServer } from 'node:http';
import type { Clock } from '../../../src/core/base/clock.ts';
import { PaperboyError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { toPortError } from '../../../src/core/base/port-error.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import type { SharedPort } from '../../shared/shared-port.ts';
import { INSTALL_PATHS } from '../install/oauth.ts';
import { texts } from '../texts/definition.ts';
import { problems } from '../texts/errors.ts';
import type { Connection } from './connection.ts';
import { createHttpReceiver, type HttpReceiver, type InstallPages } from './http-receiver.ts';
import { limitRequests } from './limit-requests.ts';

/** Where Slack's requests arrive when Socket Mode is not used. */
export interface HttpConnectionSettings {
  readonly signingSecret: string;
  /** 0 selects any free port. */
  readonly port: number;
  /** The address to listen on: only this machine by default. */
  readonly host?: string;
  /** `/slack/events` by default, for commands, buttons and events. */
  readonly path?: string;
  /** Where the web pages are at the same port: requests come in there, and nothing is listened on. */
  readonly sharedPort?: SharedPort;
  /** Called with the port that it listens on. */
  readonly onListening?: (port: number) => void;
}

export interface HttpConnectionOptions extends HttpConnectionSettings {
  readonly clock: Clock;
  readonly log: Log;
  readonly sampled: SampledLog;
  readonly onConnected: () => void;
  readonly pages?: InstallPages;
}

/** Requests are acknowledged within moments: one that is still being received after this time is cut off at a stop. */
const CLOSE_MS = 1000;

/**
 * Slack itself gives a request up after three seconds: a sender that has not finished by then is not Slack, or too late. With the
 * limit on connections this is also how long an idle caller can occupy a connection.
 */
const REQUEST_MS = 3000;

/** How often connections are checked for timeouts. */
const LOOK_MS = 500;

/** Open at one time: Slack, or the proxy before us, needs a few dozen in its busiest second. */
const MAX_CONNECTIONS = 256;

const PATH = '/slack/events';

/** HTTP mode: Slack's requests with short timeouts, and Bolt's events behind them. */
export function createHttpConnection(options: HttpConnectionOptions): Connection {
  const { sharedPort, path = PATH, sampled, onConnected } = options;
  const receiver = createHttpReceiver({ ...options, path });
  if (sharedPort === undefined) return createOwnServer(options, receiver);
  const paths = [path, ...(options.pages ? INSTALL_PATHS : [])];
  let isOpen = false;
  return {
    receiver,
    isUp: () => isOpen && sharedPort.isListening(),
    open: async () => {
      if (!sharedPort.isListening())
        throw new PaperboyError(problems.slackSharedPort({ port: String(sharedPort.port) }));
      const limits = { most: MAX_CONNECTIONS, withinMs: REQUEST_MS };
      const serve = limitRequests(receiver.serve.bind(receiver), limits, sampled);
      for (const one of paths) sharedPort.open(one, serve);
      isOpen = true;
      onConnected();
    },
    close: async () => {
      isOpen = false;
      for (const one of paths) sharedPort.close(one);
    },
  };
}

function createOwnServer(options: HttpConnectionOptions, receiver: HttpReceiver): Connection {
  const { port, host = '127.0.0.1', onListening, log, sampled, onConnected } = options;
  const deadlines = {
    headersTimeout: REQUEST_MS,
    requestTimeout: REQUEST_MS,
    connectionsCheckingInterval: LOOK_MS,
  };
  const server = createServer(deadlines, (request, response) => receiver.serve(request, response));
  server.maxConnections = MAX_CONNECTIONS;
  server.on('drop', () => sampled.count({ most: MAX_CONNECTIONS }, 'a connection too many was refused'));

  return {
    receiver,
    isUp: () => server.listening,
    open: async () => {
      const listening = Promise.withResolvers<void>();
      // It stays for as long as the server: an error event without a listener would be thrown.
      server.on('error', (error) => {
        if (server.listening) log.error({ err: error }, 'the port for Slack reports an error');
        else listening.reject(toPortError(error, { ...describePort(), port, host }));
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

/** What is said where the port for Slack’s requests cannot be listened on. */
function describePort() {
  const settings = { port: 'SLACK_HTTP_PORT', host: 'SLACK_HTTP_HOST' };
  return { settings, loss: texts.unreachable(), also: texts.changeUrl() };
}
