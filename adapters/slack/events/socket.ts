import { SocketModeReceiver } from '@slack/bolt';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import { pause } from '../../../src/core/base/pause.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { boltLogger } from '../api/bolt-logger.ts';
import { toDeliveryError } from '../api/errors.ts';
import { clientOptions } from '../api/web.ts';
import type { Connection } from './connection.ts';
import { readEnvelope } from './envelope.ts';

export interface SocketOptions {
  readonly appToken: string;
  readonly apiUrl: string;
  readonly timeoutMs: number;
  readonly log: Log;
  readonly sampled: SampledLog;
  /** After each connection: events may have been missed before it. */
  readonly onConnected: () => void;
  /** Slack will not have us any more; no event will come. */
  readonly onEnd: (error: DeliveryError) => void;
  /** First pause before another attempt, doubled each time. */
  readonly backoffMs?: number;
  readonly random?: () => number;
  /** A connection on which Slack does not answer a ping for so long is dead. */
  readonly pingTimeoutMs?: number;
}

const LONGEST_PAUSE_MS = 60_000;

/** From asking for the socket's address to Slack's hello. */
const HELLO_MS = 30_000;

/** A connection that ends sooner has not worked: without a pause we would hammer Slack. */
const STABLE_MS = 5000;

/** Slack's answer to our close frame may never come. */
const CLOSE_MS = 2000;

/**
 * Socket Mode. The library's own reconnecting is off: it waits five seconds before each refresh, forgets its pauses,
 * and lets a refused token or connection end in an unhandled rejection.
 */
export function createSocket(options: SocketOptions): Connection {
  const { appToken, log, sampled, onConnected, onEnd, backoffMs = 1000, random = Math.random } = options;
  const { pingTimeoutMs = 5000 } = options;
  const stopping = new AbortController();
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    clientPingTimeout: pingTimeoutMs,
    logger: boltLogger(log, stopping.signal),
    installerOptions: { clientOptions: clientOptions(options) },
  });
  const { client } = receiver;
  let reason: string | undefined;
  let onGone = (): void => undefined;
  let running: Promise<void> = Promise.resolve();

  client.on('disconnected', () => onGone());
  const onFailure = (err: unknown) => log.error({ err }, "Slack's client could not read a text");
  readFirst(client, onFailure, (data) => {
    const text = readEnvelope(data, sampled);
    reason = disconnectReason(text) ?? reason;
    return text;
  });

  /** Resolves when Slack said hello, with what will tell the connection's end. */
  async function connect(): Promise<{ readonly gone: Promise<void> }> {
    const gone = new Promise<void>((resolve) => {
      onGone = resolve;
    });
    reason = undefined;
    const overdue = new AbortController();
    const late = pause(HELLO_MS, overdue.signal).then(() => 'late' as const);
    try {
      if ((await Promise.race([client.start(), late])) !== 'late') return { gone };
      await client.disconnect();
      throw new DeliveryError('transient', 'Slack did not say hello');
    } finally {
      overdue.abort();
    }
  }

  /** Connects again and again until we stop or Slack says never. */
  async function run(onOpen: () => void): Promise<void> {
    let failed = 0;
    while (!stopping.signal.aborted) {
      let atLeast = 0;
      try {
        const { gone } = await connect();
        if (stopping.signal.aborted) break;
        const since = performance.now();
        onOpen();
        onConnected();
        await gone;
        const stable = performance.now() - since >= STABLE_MS;
        failed = stable || reason === 'refresh_requested' || reason === 'warning' ? 0 : failed + 1;
        tellEnd();
      } catch (error) {
        if (stopping.signal.aborted) break;
        const told = connectError(error);
        if (told.fault === 'unauthorized' || told.fault === 'refused') throw told;
        failed += 1;
        atLeast = told.retryAfterMs ?? 0;
        log.warn({ err: told, failed }, 'no connection to Slack yet');
      }
      await rest(failed, atLeast);
    }
    await client.disconnect();
  }

  async function rest(failed: number, atLeast: number): Promise<void> {
    const longest = Math.min(LONGEST_PAUSE_MS, backoffMs * 2 ** Math.min(failed, 16));
    const jittered = failed === 0 ? 0 : longest * (0.5 + random() / 2);
    await pause(Math.max(jittered, atLeast), stopping.signal);
  }

  function tellEnd(): void {
    if (stopping.signal.aborted) return;
    log.info({ reason: reason ?? 'dropped' }, 'the connection to Slack ended');
    if (reason !== 'link_disabled') return;
    const fix = 'Turn Socket Mode on again at api.slack.com/apps; Paperboy keeps trying.';
    log.error({ fix }, 'Socket Mode has been turned off for the app');
  }

  return {
    receiver,
    open: () => {
      const opened = Promise.withResolvers<void>();
      let isOpen = false;
      const onOpen = () => {
        isOpen = true;
        opened.resolve();
      };
      running = run(onOpen).then(opened.resolve, (error: unknown) => {
        const told = connectError(error);
        if (!isOpen) return opened.reject(told);
        log.error({ err: told, fix: told.fix }, 'Slack does not let us connect any more');
        onEnd(told);
      });
      return opened.promise;
    },
    close: async () => {
      stopping.abort();
      const closed = client.disconnect().then(() => running);
      const overdue = new AbortController();
      const late = pause(CLOSE_MS, overdue.signal).then(() => 'late' as const);
      // A second request to disconnect ends the socket without waiting for Slack.
      if ((await Promise.race([closed, late])) === 'late') await client.disconnect();
      overdue.abort();
    },
  };
}

/** What it means that no socket could be opened; a refused token is the app-level one. */
export function connectError(error: unknown): DeliveryError {
  const told = toDeliveryError(error, 'apps.connections.open');
  const final = told.fault === 'unauthorized' || told.fault === 'refused';
  if (!final || error instanceof DeliveryError) return told;
  const fix =
    'Make an app-level token with the scope connections:write (api.slack.com/apps, Basic Information) and set SLACK_APP_TOKEN.';
  return new DeliveryError(told.fault, told.message, { fix, cause: told.cause });
}

type SocketClient = SocketModeReceiver['client'];

/**
 * Stands before the client's own listener, which reads what comes as if it could be nothing else: a text without an event
 * would end the process by a rejection that nobody handles.
 */
function readFirst(
  client: SocketClient,
  onFailure: (error: unknown) => void,
  read: (data: unknown) => string | undefined,
): void {
  const own = client.listeners('ws_message');
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown) => {
    const text = read(data);
    if (text === undefined) return;
    for (const listener of own) (async () => listener(text, false))().catch(onFailure);
  });
}

function disconnectReason(data: unknown): string | undefined {
  if (typeof data !== 'string' || !data.includes('"disconnect"')) return undefined;
  try {
    const told: unknown = JSON.parse(data);
    if (typeof told !== 'object' || told === null || !('type' in told) || told.type !== 'disconnect')
      return undefined;
    return 'reason' in told && typeof told.reason === 'string' ? told.reason : 'unknown';
  } catch {
    // Slack's client has the same text before it and reports what it cannot read.
    return undefined;
  }
}
