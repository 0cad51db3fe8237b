import { SocketModeReceiver } from '@slack/bolt';
import { computeBackoff } from '../../../src/core/async/backoff.ts';
import { pause } from '../../../src/core/async/pause.ts';
import { withTimeout } from '../../../src/core/async/with-timeout.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { Log } from '../../../src/core/base/log.ts';
import type { SampledLog } from '../../../src/core/base/sampled-log.ts';
import { createBoltLogger } from '../api/bolt-logger.ts';
import { readSlackCode, toDeliveryError } from '../api/errors.ts';
import { buildClientOptions } from '../api/web.ts';
import { texts } from '../texts/answers.ts';
import { problems } from '../texts/errors.ts';
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
  /** Slack refuses the connection permanently; no event will come. */
  readonly onEnd: (error: DeliveryError) => void;
  /** First pause before another attempt, doubled each time. */
  readonly backoffMs?: number;
  readonly random?: () => number;
  /** A connection on which Slack does not answer a ping for this long is dead. */
  readonly pingTimeoutMs?: number;
}

const MAX_PAUSE_MS = 60_000;

/** From asking for the socket's address to Slack's hello. */
const HELLO_MS = 30_000;

/** A connection that ends sooner has not worked: without a pause we would reconnect in a tight loop. */
const STABLE_MS = 5000;

/** Slack's answer to our close frame may never come. */
const CLOSE_MS = 2000;

export function createSocket(options: SocketOptions): Connection {
  return new SocketConnection(options);
}

/**
 * Socket Mode. The library's own reconnecting is off: it waits five seconds before each refresh, forgets its pauses,
 * and lets a refused token or connection end in an unhandled rejection.
 */
class SocketConnection implements Connection {
  readonly receiver: SocketModeReceiver;
  readonly #options: SocketOptions;
  readonly #stopping = new AbortController();
  /** Why Slack is about to end this connection, where it says so. */
  #reason: string | undefined;
  #onDisconnected = (): void => undefined;
  #isUp = false;
  #running: Promise<void> = Promise.resolve();

  constructor(options: SocketOptions) {
    this.#options = options;
    const { appToken, log, sampled, pingTimeoutMs = 5000 } = options;
    this.receiver = new SocketModeReceiver({
      appToken,
      autoReconnectEnabled: false,
      clientPingTimeout: pingTimeoutMs,
      logger: createBoltLogger(log, this.#stopping.signal),
      installerOptions: { clientOptions: buildClientOptions(options) },
    });
    const { client } = this.receiver;
    client.on('disconnected', () => this.#onDisconnected());
    const onFailure = (err: unknown) => log.error({ err }, "Slack's client could not read a text");
    filterMessages(client, onFailure, (data) => {
      const text = readEnvelope(data, sampled);
      this.#reason = disconnectReason(text) ?? this.#reason;
      return text;
    });
  }

  open(): Promise<void> {
    const opened = Promise.withResolvers<void>();
    let isOpen = false;
    const onOpen = () => {
      isOpen = true;
      opened.resolve();
    };
    this.#running = this.#run(onOpen).then(opened.resolve, (error: unknown) => {
      const failure = connectError(error);
      if (!isOpen) return opened.reject(failure);
      this.#options.log.error(
        { err: failure, fix: failure.fix },
        'Slack does not accept connections any more',
      );
      this.#options.onEnd(failure);
    });
    return opened.promise;
  }

  isUp(): boolean {
    return this.#isUp;
  }

  async close(): Promise<void> {
    const { client } = this.receiver;
    this.#stopping.abort();
    const closed = client.disconnect().then(() => this.#running);
    // A second request to disconnect ends the socket without waiting for Slack.
    if ((await withTimeout(closed, CLOSE_MS, () => 'late' as const)) === 'late') await client.disconnect();
  }

  get #isStopping(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** Reconnects until we stop or Slack refuses permanently. */
  async #run(onOpen: () => void): Promise<void> {
    let failed = 0;
    while (!this.#isStopping) {
      let atLeastMs = 0;
      try {
        failed = (await this.#holdConnection(onOpen)) ? 0 : failed + 1;
      } catch (error) {
        if (this.#isStopping) break;
        const failure = connectError(error);
        if (isFinal(failure)) throw failure;
        failed += 1;
        atLeastMs = failure.retryAfterMs ?? 0;
        this.#options.log.warn({ err: failure, failed }, 'no connection to Slack yet');
      }
      if (!this.#isStopping) await this.#backOff(failed, atLeastMs);
    }
    await this.receiver.client.disconnect();
  }

  /** Connects, and waits for the connection's end. Returns whether it worked: then the next one follows at once. */
  async #holdConnection(onOpen: () => void): Promise<boolean> {
    const { ended } = await this.#connect();
    if (this.#isStopping) return true;
    const since = performance.now();
    onOpen();
    this.#isUp = true;
    this.#options.onConnected();
    await ended;
    this.#isUp = false;
    this.#logEnd();
    const isStable = performance.now() - since >= STABLE_MS;
    return isStable || this.#reason === 'refresh_requested' || this.#reason === 'warning';
  }

  /** Resolves when Slack said hello, with a promise of the connection's end. */
  async #connect(): Promise<{ readonly ended: Promise<void> }> {
    const { client } = this.receiver;
    const ended = new Promise<void>((resolve) => {
      this.#onDisconnected = resolve;
    });
    this.#reason = undefined;
    if ((await withTimeout(client.start(), HELLO_MS, () => 'late' as const)) !== 'late') return { ended };
    await client.disconnect();
    throw new DeliveryError('transient', problems.slackNoHello());
  }

  async #backOff(failed: number, atLeastMs: number): Promise<void> {
    const { backoffMs: firstMs = 1000, random = Math.random } = this.#options;
    const limits = { firstMs, maxMs: MAX_PAUSE_MS };
    const jitteredMs = failed === 0 ? 0 : computeBackoff(failed, limits, random);
    await pause(Math.max(jitteredMs, atLeastMs), this.#stopping.signal);
  }

  #logEnd(): void {
    if (this.#isStopping) return;
    const { log } = this.#options;
    log.info({ reason: this.#reason ?? 'dropped' }, 'the connection to Slack ended');
    if (this.#reason === 'link_disabled')
      log.error({ fix: texts.turnOnSocketMode() }, 'Socket Mode has been turned off for the app');
  }
}

/** The meaning of a failure to open a socket; a refused token is the app-level one. */
export function connectError(error: unknown): DeliveryError {
  const failure = toDeliveryError(error, 'apps.connections.open');
  if (!isFinal(failure) || error instanceof DeliveryError) return failure;
  const problem = problems.slackAppTokenRefused({ error: readSlackCode(failure) ?? failure.code });
  return new DeliveryError(failure.fault, problem, { cause: failure.cause });
}

/** Retrying does not help. */
function isFinal({ fault }: DeliveryError): boolean {
  return fault === 'unauthorized' || fault === 'refused';
}

type SocketClient = SocketModeReceiver['client'];

/**
 * Takes the place of the client's own listener, and hands it only what `read` lets through: it assumes that every text is
 * an event, and any other would end the process by an unhandled rejection.
 */
function filterMessages(
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
    const parsed: unknown = JSON.parse(data);
    if (typeof parsed !== 'object' || parsed === null || !('type' in parsed) || parsed.type !== 'disconnect')
      return undefined;
    return 'reason' in parsed && typeof parsed.reason === 'string' ? parsed.reason : 'unknown';
  } catch {
    // Slack's client receives the same text and reports what it cannot read.
    return undefined;
  }
}
