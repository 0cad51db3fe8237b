import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OnTraffic } from '../traffic.ts';

export type EnvelopeType = 'events_api' | 'slash_commands' | 'interactive';

export interface SocketHubOptions {
  /** Slack waits three seconds for an acknowledgment. */
  readonly ackMs: number;
  readonly onTraffic: OnTraffic;
}

interface Waiting {
  readonly id: string;
  readonly type: EnvelopeType;
  readonly payload: unknown;
  readonly settle: (payload: unknown) => void;
  readonly give: (error: Error) => void;
  attempts: number;
  timer?: NodeJS.Timeout;
}

/** Slack repeats an event three times, then gives it up. */
const MAX_ATTEMPTS = 4;

/** Slack's end of Socket Mode: hello, envelopes until they are acknowledged, and all the ways in which it ends. */
export class SocketHub {
  readonly #server = new WebSocketServer({ noServer: true, autoPong: false });
  readonly #tickets = new Set<string>();
  readonly #open = new Set<WebSocket>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #ackMs: number;
  readonly #onTraffic: OnTraffic;
  /** Connections so far. */
  connections = 0;
  /** While set, Slack says nothing: no hello, no pong, no event. */
  mute = false;
  /** Acknowledgments that are looked at; `false` drops them on the floor. */
  hearsAcks = true;
  /** Envelopes sent, repetitions included. */
  sent = 0;
  #turn = 0;

  constructor({ ackMs, onTraffic }: SocketHubOptions) {
    this.#ackMs = ackMs;
    this.#onTraffic = onTraffic;
  }

  get openConnections(): number {
    return this.#open.size;
  }

  ticket(): string {
    const ticket = randomUUID();
    this.#tickets.add(ticket);
    return ticket;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!this.#tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
  }

  #welcome(client: WebSocket): void {
    this.connections += 1;
    client.on('ping', (data) => {
      if (!this.mute) client.pong(data);
    });
    client.on('message', (data) => this.#onMessage(String(data)));
    client.on('close', () => this.#open.delete(client));
    if (this.mute) return;
    this.#open.add(client);
    client.send(JSON.stringify({ type: 'hello', num_connections: this.#open.size }));
    for (const waiting of this.#waiting.values()) this.#send(waiting);
  }

  #onMessage(text: string): void {
    if (!this.hearsAcks) return;
    const { envelope_id: id, payload } = JSON.parse(text) as { envelope_id?: string; payload?: unknown };
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(waiting.id);
    this.#onTraffic({ direction: 'from bot', what: 'ack', payload: { envelope_id: id, payload } });
    waiting.settle(payload);
  }

  /** Resolves with what the acknowledgment carried. */
  deliver(type: EnvelopeType, payload: unknown): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const waiting: Waiting = { id: randomUUID(), type, payload, attempts: 0, settle: resolve, give: reject };
    this.#waiting.set(waiting.id, waiting);
    this.#send(waiting);
    return promise;
  }

  #send(waiting: Waiting): void {
    // Slack sends each to any one of several connections: https://docs.slack.dev/apis/events-api/using-socket-mode
    const client = [...this.#open][this.#turn % this.#open.size];
    this.#turn += 1;
    // Held until a connection is there.
    if (!client || this.mute) return;
    clearTimeout(waiting.timer);
    const { id, type, payload, attempts } = waiting;
    const retry = attempts > 0 ? { retry_attempt: attempts, retry_reason: 'timeout' } : {};
    const accepts_response_payload = type !== 'events_api';
    client.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload, ...retry }));
    this.#onTraffic({ direction: 'to bot', what: type, payload: { envelope_id: id, payload, ...retry } });
    this.sent += 1;
    waiting.attempts += 1;
    waiting.timer = setTimeout(() => this.#overdue(waiting), this.#ackMs);
  }

  #overdue(waiting: Waiting): void {
    if (waiting.attempts < MAX_ATTEMPTS) {
      this.#send(waiting);
      return;
    }
    this.#waiting.delete(waiting.id);
    waiting.give(new Error(`not acknowledged: ${waiting.type}`));
  }

  /** Slack asks the client to go: `warning`, `refresh_requested`, `link_disabled`. */
  askToLeave(reason: string): void {
    for (const client of this.#open)
      client.send(JSON.stringify({ type: 'disconnect', reason, debug_info: {} }));
    // No event goes to a connection that is about to end.
    this.#open.clear();
  }

  /** Sends any text on every connection, also one that Slack would never send. */
  sendRaw(text: string): void {
    for (const client of this.#open) client.send(text);
  }

  /** The line is cut. */
  drop(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#open.clear();
  }

  close(): void {
    for (const { timer } of this.#waiting.values()) clearTimeout(timer);
    this.drop();
    this.#server.close();
  }
}
