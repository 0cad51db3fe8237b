import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OnTraffic } from '../traffic.ts';
import { guildCreateJson, userJson } from './payloads.ts';
import type { Guild, World } from './world.ts';

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  reconnect: 7,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

const CLOSE = { authenticationFailed: 4004, invalidShard: 4010, disallowedIntents: 4014 } as const;

/** Presences, members and message content: ours to refuse, because the bot asks for none of them. */
const PRIVILEGED = (1 << 1) | (1 << 8) | (1 << 15);

type Shard = readonly [id: number, count: number];

interface Session {
  readonly id: string;
  readonly shard: Shard;
  readonly intents: number;
  seq: number;
  readonly events: Array<{ s: number; t: string; d: object }>;
  socket: WebSocket | undefined;
}

export interface GatewayOptions {
  readonly world: World;
  readonly token: string;
  readonly heartbeatMs: number;
  /** How many shards Discord asks for. */
  readonly shards: number;
  /** How many may log in within `loginMs`: one of each `shard % maxConcurrency`. */
  readonly maxConcurrency: number;
  /** A login that comes sooner after another one of its key gets an invalid session. */
  readonly loginMs: number;
  /** `ws://127.0.0.1:PORT` */
  origin(): string;
  readonly onTraffic: OnTraffic;
}

/** Of an IDENTIFY or a RESUME. */
interface Credentials {
  readonly token?: string;
  readonly intents?: number;
  readonly shard?: Shard;
  readonly session_id?: string;
  readonly seq?: number;
}

interface Payload {
  readonly op: number;
  readonly d?: Credentials;
}

/** The gateway: hello, identify, ready, heartbeats, resume with replay, and its faults on demand. */
export class Gateway {
  readonly identifies: Array<{ readonly at: number; readonly intents: number; readonly shard: Shard }> = [];
  readonly resumes: Array<{ readonly at: number; readonly path: string; readonly replayed: number }> = [];
  readonly #options: GatewayOptions;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #sockets = new Set<WebSocket>();
  /** By `shard % maxConcurrency`. */
  readonly #loginAt = new Map<number, number>();
  #remaining = 1000;
  #isDeaf = false;
  #refusal: number | undefined;
  #unavailable = 0;

  constructor(options: GatewayOptions) {
    this.#options = options;
  }

  get shards(): number {
    return this.#options.shards;
  }

  get url(): string {
    return `${this.#options.origin()}/gateway`;
  }

  get sessionStart() {
    const { maxConcurrency } = this.#options;
    const remaining = this.#remaining;
    return { total: 1000, remaining, reset_after: 3_600_000, max_concurrency: maxConcurrency };
  }

  emit(event: string, data: object, intent: number): void {
    for (const session of this.#sessions.values()) {
      if (intent !== 0 && !(session.intents & intent)) continue;
      if (isOnShard(readGuild(event, data), session.shard)) this.#dispatch(session, event, data);
    }
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (this.#unavailable > 0) {
      this.#unavailable -= 1;
      socket.destroy();
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client, pathname));
  }

  #welcome(socket: WebSocket, path: string): void {
    this.#sockets.add(socket);
    socket.on('close', () => {
      this.#sockets.delete(socket);
      for (const session of this.#sessions.values())
        if (session.socket === socket) session.socket = undefined;
    });
    socket.on('message', (data) => {
      const { op, d = {} } = JSON.parse(String(data)) as Payload;
      if (op === OP.heartbeat && !this.#isDeaf) send(socket, { op: OP.heartbeatAck });
      else if (op === OP.identify) this.#identify(socket, d);
      else if (op === OP.resume) this.#resume(socket, path, d);
    });
    send(socket, { op: OP.hello, d: { heartbeat_interval: this.#options.heartbeatMs } });
  }

  #identify(socket: WebSocket, { token, intents = 0, shard = [0, 1] }: Credentials): void {
    const { world } = this.#options;
    this.identifies.push({ at: world.now(), intents, shard });
    this.#remaining -= 1;
    const refused = this.#findRefusal(token, intents, shard);
    this.#refusal = undefined;
    if (refused !== undefined) {
      socket.close(refused);
      return;
    }
    if (this.#isTooSoon(shard)) {
      send(socket, { op: OP.invalidSession, d: false });
      return;
    }
    const session: Session = { id: world.snowflake(), shard, intents, seq: 0, events: [], socket };
    this.#sessions.set(session.id, session);
    this.#beginSession(session);
  }

  /** The close code with which an IDENTIFY ends. */
  #findRefusal(token: string | undefined, intents: number, [id, count]: Shard): number | undefined {
    return (
      this.#refusal ??
      (token === this.#options.token ? undefined : CLOSE.authenticationFailed) ??
      (id < count ? undefined : CLOSE.invalidShard) ??
      (intents & PRIVILEGED ? CLOSE.disallowedIntents : undefined)
    );
  }

  /** Whether the shard logs in sooner than Discord allows. */
  #isTooSoon([id]: Shard): boolean {
    const { world, maxConcurrency, loginMs } = this.#options;
    const key = id % maxConcurrency;
    const before = this.#loginAt.get(key) ?? Number.NEGATIVE_INFINITY;
    this.#loginAt.set(key, world.now());
    return world.now() - before < loginMs;
  }

  #beginSession(session: Session): void {
    const { world, origin } = this.#options;
    const { shard, intents } = session;
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && isOnShard(id, shard),
    );
    this.#dispatch(session, 'READY', {
      v: 10,
      user: userJson(world.bot),
      guilds: guilds.map(({ id }) => ({ id, unavailable: true })),
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: `${origin()}/resume`,
      shard,
      application: { id: world.bot.id, flags: 0 },
    });
    if (intents & 1)
      for (const guild of guilds) this.#dispatch(session, 'GUILD_CREATE', guildCreateJson(world, guild));
  }

  #resume(socket: WebSocket, path: string, { token, session_id = '', seq = 0 }: Credentials): void {
    const session = token === this.#options.token ? this.#sessions.get(session_id) : undefined;
    if (!session) {
      send(socket, { op: OP.invalidSession, d: false });
      return;
    }
    session.socket?.terminate();
    session.socket = socket;
    const missed = session.events.filter(({ s }) => s > seq);
    this.resumes.push({ at: this.#options.world.now(), path, replayed: missed.length });
    for (const event of missed) send(socket, { op: OP.dispatch, ...event });
    this.#dispatch(session, 'RESUMED', {});
  }

  #dispatch(session: Session, t: string, d: object): void {
    session.seq += 1;
    const event = { s: session.seq, t, d };
    session.events.push(event);
    this.#options.onTraffic({ direction: 'to bot', what: t, payload: d });
    send(session.socket, { op: OP.dispatch, ...event });
  }

  #connected(): Session[] {
    return [...this.#sessions.values()].filter(({ socket }) => socket !== undefined);
  }

  /** Which shard each connection is, in order; one that two connections are is there twice. */
  listShards(): number[] {
    return this.#connected()
      .map(({ shard: [id] }) => id)
      .toSorted((a, b) => a - b);
  }

  /** Connections that have identified or resumed. */
  countConnections(): number {
    return this.#connected().length;
  }

  setRemaining(count: number): void {
    this.#remaining = count;
  }

  /** The connections break, silently or with a close code. */
  drop(code?: number): void {
    for (const socket of [...this.#sockets]) {
      if (code === undefined) socket.terminate();
      else socket.close(code);
    }
  }

  /** Sends any text on every connection, also one that Discord would never send. */
  sendRaw(text: string): void {
    for (const socket of [...this.#sockets]) socket.send(text);
  }

  #sendToAll(payload: object): void {
    for (const socket of [...this.#sockets]) send(socket, payload);
  }

  /** Sends any event, with a sequence number as Discord gives it. */
  sendEvent(t: string, d: unknown): void {
    for (const session of this.#sessions.values()) {
      session.seq += 1;
      this.#sendToAll({ op: OP.dispatch, s: session.seq, t, d });
    }
  }

  /** Asks the bot to connect again and resume. */
  reconnect(): void {
    this.#sendToAll({ op: OP.reconnect, d: null });
  }

  /** Ends the sessions: no resuming. */
  invalidate(): void {
    this.#sessions.clear();
    this.#sendToAll({ op: OP.invalidSession, d: false });
  }

  /** Forgets the sessions without a notice: the next attempt to resume fails. */
  forget(): void {
    this.#sessions.clear();
  }

  /** The bot is removed from a server, or the server has an outage. */
  removeFrom(guild: Guild, { isOutage = false } = {}): void {
    if (!isOutage) guild.members.delete(this.#options.world.bot.id);
    this.emit('GUILD_DELETE', { id: guild.id, ...(isOutage ? { unavailable: true } : {}) }, 1);
  }

  /** The bot is added to a server. */
  addTo(guild: Guild): void {
    const { world } = this.#options;
    guild.members.set(world.bot.id, []);
    this.emit('GUILD_CREATE', guildCreateJson(world, guild), 1);
  }

  /** Heartbeats are no longer acknowledged: the connection is open and dead. */
  setDeaf(value: boolean): void {
    this.#isDeaf = value;
  }

  /** The next connections break before they are open. */
  beUnavailable(times: number): void {
    this.#unavailable = times;
  }

  /** The next IDENTIFY ends with this close code. */
  refuseNext(code: number): void {
    this.#refusal = code;
  }

  close(): void {
    this.drop();
    this.#server.close();
  }
}

function send(socket: WebSocket | undefined, payload: object): void {
  if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(payload));
}

/** topics/gateway.mdx, Sharding: private conversations are on the first shard. */
function isOnShard(guild: string | undefined, [id, count]: Shard): boolean {
  return guild === undefined ? id === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === id;
}

function readGuild(event: string, data: object): string | undefined {
  const { id, guild_id: guild } = data as { id?: string; guild_id?: string };
  return event.startsWith('GUILD_') ? id : guild;
}
