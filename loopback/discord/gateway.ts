import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { OnTraffic } from '../traffic.ts';
import { guildCreateJson, userJson } from './payloads.ts';
import type { Emit } from './tools.ts';
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

interface Payload {
  readonly op: number;
  readonly d?: { token?: string; intents?: number; shard?: Shard; session_id?: string; seq?: number };
}

/** The gateway: hello, identify, ready, heartbeats, resume with replay, and its faults on demand. */
export function createGateway(options: GatewayOptions) {
  const { world, token, heartbeatMs, shards, maxConcurrency, loginMs, origin, onTraffic } = options;
  const server = new WebSocketServer({ noServer: true });
  const sessions = new Map<string, Session>();
  const sockets = new Set<WebSocket>();
  const identifies: Array<{ readonly at: number; readonly intents: number; readonly shard: Shard }> = [];
  const loginAt = new Map<number, number>();
  const resumes: Array<{ readonly at: number; readonly path: string; readonly replayed: number }> = [];
  let remaining = 1000;
  let deaf = false;
  let refusal: number | undefined;
  let away = 0;

  function send(socket: WebSocket | undefined, payload: object): void {
    if (socket?.readyState === socket?.OPEN) socket?.send(JSON.stringify(payload));
  }

  function dispatch(session: Session, t: string, d: object): void {
    session.seq += 1;
    const event = { s: session.seq, t, d };
    session.events.push(event);
    onTraffic({ direction: 'to bot', what: t, payload: d });
    send(session.socket, { op: OP.dispatch, ...event });
  }

  const emit: Emit = (event, data, intent) => {
    for (const session of sessions.values()) {
      if (intent !== 0 && !(session.intents & intent)) continue;
      if (isOnShard(readGuild(event, data), session.shard)) dispatch(session, event, data);
    }
  };

  /** Whether the shard logs in sooner than Discord allows. */
  function isTooSoon([id]: Shard): boolean {
    const key = id % maxConcurrency;
    const before = loginAt.get(key) ?? Number.NEGATIVE_INFINITY;
    loginAt.set(key, world.now());
    return world.now() - before < loginMs;
  }

  function identify(socket: WebSocket, d: NonNullable<Payload['d']>): void {
    const { intents = 0, shard = [0, 1] } = d;
    identifies.push({ at: world.now(), intents, shard });
    remaining -= 1;
    const refused =
      refusal ??
      (d.token === token ? undefined : CLOSE.authenticationFailed) ??
      (shard[0] < shard[1] ? undefined : CLOSE.invalidShard) ??
      (intents & PRIVILEGED ? CLOSE.disallowedIntents : undefined);
    refusal = undefined;
    if (refused !== undefined) {
      socket.close(refused);
      return;
    }
    if (isTooSoon(shard)) {
      send(socket, { op: OP.invalidSession, d: false });
      return;
    }
    const session: Session = { id: world.snowflake(), shard, intents, seq: 0, events: [], socket };
    sessions.set(session.id, session);
    const guilds = [...world.guilds.values()].filter(
      ({ id, members }) => members.has(world.bot.id) && isOnShard(id, shard),
    );
    dispatch(session, 'READY', {
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
      for (const guild of guilds) dispatch(session, 'GUILD_CREATE', guildCreateJson(world, guild));
  }

  function resume(
    socket: WebSocket,
    path: string,
    { token: given, session_id = '', seq = 0 }: NonNullable<Payload['d']>,
  ): void {
    const session = given === token ? sessions.get(session_id) : undefined;
    if (!session) {
      send(socket, { op: OP.invalidSession, d: false });
      return;
    }
    session.socket?.terminate();
    session.socket = socket;
    const missed = session.events.filter(({ s }) => s > seq);
    resumes.push({ at: world.now(), path, replayed: missed.length });
    for (const event of missed) send(socket, { op: OP.dispatch, ...event });
    dispatch(session, 'RESUMED', {});
  }

  function connected(socket: WebSocket, path: string): void {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
    });
    socket.on('message', (data) => {
      const { op, d = {} } = JSON.parse(String(data)) as Payload;
      if (op === OP.heartbeat && !deaf) send(socket, { op: OP.heartbeatAck });
      else if (op === OP.identify) identify(socket, d);
      else if (op === OP.resume) resume(socket, path, d);
    });
    send(socket, { op: OP.hello, d: { heartbeat_interval: heartbeatMs } });
  }

  const each = (act: (socket: WebSocket) => void) => {
    for (const socket of [...sockets]) act(socket);
  };

  return {
    emit,
    identifies,
    resumes,
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (away > 0) {
        away -= 1;
        socket.destroy();
        return;
      }
      server.handleUpgrade(request, socket, head, (client) => connected(client, pathname));
    },
    url: () => `${origin()}/gateway`,
    shards,
    sessionStart: () => ({
      ...{ total: 1000, remaining, reset_after: 3_600_000, max_concurrency: maxConcurrency },
    }),
    /** Which shard each connection is, in order; one that two connections are is there twice. */
    listShards: () =>
      [...sessions.values()]
        .filter(({ socket }) => socket !== undefined)
        .map(({ shard: [id] }) => id)
        .toSorted((a, b) => a - b),
    /** Connections that have identified or resumed. */
    connections: () => [...sessions.values()].filter(({ socket }) => socket !== undefined).length,
    setRemaining(count: number): void {
      remaining = count;
    },
    /** The connections break, without a word or with a close code. */
    drop: (code?: number) => each((socket) => (code === undefined ? socket.terminate() : socket.close(code))),
    /** Sends any text on every connection, also one that Discord would never send. */
    sendRaw: (text: string) => each((socket) => socket.send(text)),
    /** Sends any event, with a sequence number as Discord gives it. */
    sendEvent(t: string, d: unknown): void {
      for (const session of sessions.values()) {
        session.seq += 1;
        each((socket) => send(socket, { op: OP.dispatch, s: session.seq, t, d }));
      }
    },
    /** Asks the bot to connect again and resume. */
    reconnect: () => each((socket) => send(socket, { op: OP.reconnect, d: null })),
    /** Ends the sessions: no resuming. */
    invalidate(): void {
      sessions.clear();
      each((socket) => send(socket, { op: OP.invalidSession, d: false }));
    },
    /** Forgets the sessions without a notice: the next attempt to resume fails. */
    forget: () => sessions.clear(),
    /** The bot is removed from a server, or the server has an outage. */
    removeFrom(guild: Guild, { isOutage = false } = {}): void {
      if (!isOutage) guild.members.delete(world.bot.id);
      emit('GUILD_DELETE', { id: guild.id, ...(isOutage ? { unavailable: true } : {}) }, 1);
    },
    /** The bot is added to a server. */
    addTo(guild: Guild): void {
      guild.members.set(world.bot.id, []);
      emit('GUILD_CREATE', guildCreateJson(world, guild), 1);
    },
    /** Heartbeats are no longer acknowledged: the connection is open and dead. */
    setDeaf(value: boolean): void {
      deaf = value;
    },
    /** The next connections break before they are open. */
    beUnavailable(times: number): void {
      away = times;
    },
    /** The next IDENTIFY ends with this close code. */
    refuseNext(code: number): void {
      refusal = code;
    },
    close(): void {
      each((socket) => socket.terminate());
      server.close();
    },
  };
}

/** topics/gateway.mdx, Sharding: private conversations are on the first shard. */
function isOnShard(guild: string | undefined, [id, count]: Shard): boolean {
  return guild === undefined ? id === 0 : Number((BigInt(guild) >> 22n) % BigInt(count)) === id;
}

function readGuild(event: string, data: object): string | undefined {
  const { id, guild_id: guild } = data as { id?: string; guild_id?: string };
  return event.startsWith('GUILD_') ? id : guild;
}
