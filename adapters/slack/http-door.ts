import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { HTTPReceiver } from '@slack/bolt';
import { PaperboyError } from '../../src/core/errors.ts';
import type { Clock, Log } from '../../src/core/ports.ts';
import { boltLogger } from './bolt-logger.ts';
import type { Connection } from './connection.ts';
import { createDedupe } from './dedupe.ts';
import { LIMITS } from './limits.ts';

/** Where Slack's requests come in when Socket Mode is not used. */
export interface HttpDoor {
  readonly signingSecret: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** All addresses unless told otherwise. */
  readonly host?: string;
  /** `/slack/events` unless told otherwise; commands, buttons and events all come to this one. */
  readonly path?: string;
  /** Told the port that is listened on. */
  readonly onListening?: (port: number) => void;
}

export interface HttpDoorOptions extends HttpDoor {
  readonly clock: Clock;
  readonly log: Log;
  readonly onConnected: () => void;
}

/** Bytes of a request: Slack's own stay far below. */
const BODY_LIMIT = 1_000_000;

/** Requests are acknowledged within moments: who takes longer than this to send one is cut off at a stop. */
const CLOSE_MS = 1000;

/**
 * HTTP mode. Bolt checks a request's signature and that it is not stale; here each signature opens the door once, so
 * that nobody can play a recorded request again within the five minutes that its age would allow.
 */
export function createHttpDoor(options: HttpDoorOptions): Connection {
  const { signingSecret, port, host, path = '/slack/events', onListening, clock, log, onConnected } = options;
  const used = createDedupe(clock);

  const receiver = new HTTPReceiver({
    signingSecret,
    endpoints: path,
    logger: boltLogger(log),
    bodyLimit: BODY_LIMIT,
    // Called when the signature has been found good: who cannot sign cannot use up signatures either.
    customPropertiesExtractor: (request) => ({ replayed: !used.add(signatureOf(request)) }),
  });

  const server = createServer((request, response) => {
    if (used.has(signatureOf(request)) || fromTheFuture(request)) return refuse(response, 401);
    try {
      receiver.requestListener(request, response);
    } catch (error) {
      log.debug({ err: error }, 'a request for something that is not here');
      refuse(response, 404);
    }
  });

  return {
    receiver,
    open: async () => {
      const listening = Promise.withResolvers<void>();
      server.once('error', (error) => listening.reject(portError(error, port)));
      server.listen({ port, ...(host ? { host } : {}) }, listening.resolve);
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
function portError(error: NodeJS.ErrnoException, port: number): Error {
  const why = PORT_TROUBLES[error.code ?? ''];
  if (why === undefined) return error;
  return new PaperboyError('slack-port', `Port ${port} ${why}, so Slack cannot reach the bot.`, {
    fix: 'Set SLACK_HTTP_PORT to a free port, and let the address in the Slack app lead there; or end the other program.',
    cause: error,
  });
}

const PORT_TROUBLES: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is taken by another program',
  EACCES: 'may only be used by an administrator of this machine',
};

function signatureOf({ headers }: IncomingMessage): string {
  return String(headers['x-slack-signature']);
}

/** Bolt looks at the past alone. Slack's time is the real one, also when a rehearsal sets our clock otherwise. */
function fromTheFuture({ headers }: IncomingMessage): boolean {
  return Number(headers['x-slack-request-timestamp']) * 1000 > Date.now() + LIMITS.signatureAgeMs;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}
