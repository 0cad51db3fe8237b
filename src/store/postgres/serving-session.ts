import { randomUUID } from 'node:crypto';
import { Client, type Notification } from 'pg';
import { pause } from '../../core/async/pause.ts';
import type { Log } from '../../core/base/log.ts';
import type { Role } from '../../core/store/roles.ts';
import type { SignalKind } from '../../core/store/signals.ts';
import type { Serving } from '../dialect/serving.ts';
import { createConnectionConfig } from './connections.ts';
import { Leases, NOW } from './leases.ts';
import { toStoreError } from './postgres-errors.ts';
import { QueuedClient } from './queued-client.ts';
import { SERVING } from './serve-claim.ts';
import { ShardLeases } from './shard-leases.ts';

/** How often leases are renewed, and free roles are taken. */
const RENEW_MS = 1000;
/** How long until the connection is made again. */
const AGAIN_MS = 250;
/** A server that does not answer within this time counts as unavailable. */
const ANSWER_MS = 2000;

const CHANNEL = 'paperboy';
const sql = String.raw;
const GIVE_BACK = sql`delete from role where holder = $1`;
/** A process whose own lease has run out has died, perhaps with events that it had received and not saved. */
const REMOVE_DEAD = sql`
  with dead as (delete from role where name like 'process %' and until <= ${NOW} returning name)
  select pg_notify('paperboy', '{"kind":"missed"}') from dead limit 1`;
/** PostgreSQL refuses a notification of 8,000 bytes. */
const MAX_SIGNAL_BYTES = 7900;

/**
 * What a process shares with the others that serve from one database: its leases on roles, and the signals between them. All of it uses
 * one connection of its own, so that it waits for nothing else that this process does.
 */
export class ServingSession implements Serving {
  readonly #url: string;
  readonly #name: string;
  readonly #log: Log;
  readonly #holder = randomUUID();
  readonly #leases = new Leases(this.#holder);
  readonly shards = new ShardLeases(this.#holder, this.#leases, () => this.#client);
  readonly #listeners = new Set<(kind: SignalKind, ids: readonly string[]) => void>();
  readonly #ended = new AbortController();
  /** Signals of the kind `missed` that could not be sent: no table says that events were missed. */
  readonly #unsent = new Map<string, readonly string[]>();
  /** Until there are some this process does not serve, and does whatever it is asked for. */
  #roles: readonly Role[] | undefined;
  #client: QueuedClient | undefined;
  /** Aborted when the connection ends, so that a new one is made at once, and when the session does, so that nothing waits. */
  #connected = new AbortController();
  #serving: Promise<void> | undefined;
  #isUnavailable = false;

  constructor(url: string, name: string, log: Log) {
    this.#url = url;
    this.#name = name;
    this.#log = log;
  }

  /** Takes part from now on. `false` where the database is reserved for something else, such as a move. */
  async begin(roles: readonly Role[]): Promise<boolean> {
    if (this.#serving) return true;
    // Before anything can fail: without a lease this process has no role.
    this.#roles = roles;
    let isReserved = false;
    try {
      const client = await this.#connect();
      if (client) await this.#renew(client);
      else isReserved = true;
    } catch (err) {
      this.#isUnavailable = true;
      this.#log.warn({ err: toStoreError(err, this.#name) }, 'role leases could not be acquired; retrying');
    }
    const held = roles.filter((role) => this.has(role));
    this.#log.info(
      { holder: this.#holder, roles: held },
      'serving from a database that several processes may share',
    );
    this.#leases.startWatching();
    this.shards.begin();
    this.#serving = this.#serve();
    return !isReserved;
  }

  has(role: Role): boolean {
    return this.#roles === undefined || this.#leases.has(role);
  }

  observe(changed: (role: Role, isOurs: boolean) => void): void {
    this.#leases.observe((name, isOurs) => {
      if (this.#roles?.includes(name)) changed(name, isOurs);
    });
  }

  send(kind: SignalKind, ids: readonly string[] = []): void {
    const toText = (named: readonly string[]) => JSON.stringify({ from: this.#holder, kind, ids: named });
    const named = toText(ids);
    // Too many ids for one notification: the listener looks for all.
    const text = Buffer.byteLength(named) > MAX_SIGNAL_BYTES ? toText([]) : named;
    const sending = this.#client?.query('select pg_notify($1, $2)', [CHANNEL, text]);
    if (!sending) this.#saveUnsent(kind, ids);
    sending?.catch((err: unknown) => {
      this.#log.debug({ err, kind }, 'signal not sent');
      this.#saveUnsent(kind, ids);
    });
  }

  listen(heard: (kind: SignalKind, ids: readonly string[]) => void): void {
    this.#listeners.add(heard);
  }

  async end(): Promise<void> {
    this.#ended.abort();
    this.#connected.abort();
    await this.#serving;
    this.#leases.stopWatching();
    this.#sendUnsent();
    const client = this.#client;
    this.#client = undefined;
    if (client) await this.#giveBack(client);
    await client?.end().catch(() => undefined);
  }

  async #giveBack(client: QueuedClient): Promise<void> {
    try {
      await this.shards.leave(client);
      await client.query(GIVE_BACK, [this.#holder]);
    } catch (err) {
      this.#log.debug({ err }, 'role leases could not be released; they expire by themselves');
    }
  }

  /** Everything else is found in the database. */
  #saveUnsent(kind: SignalKind, ids: readonly string[]): void {
    if (kind === 'missed') this.#unsent.set(ids.join(), ids);
  }

  #sendUnsent(): void {
    const unsent = [...this.#unsent.values()];
    this.#unsent.clear();
    for (const ids of unsent) this.send('missed', ids);
  }

  async #renew(client: QueuedClient): Promise<void> {
    await this.#leases.renew(client, [...(this.#roles ?? []), `process ${this.#holder}`]);
    await this.shards.renew(client);
    await client.query(REMOVE_DEAD);
  }

  async #serve(): Promise<void> {
    const { signal } = this.#ended;
    while (!signal.aborted) {
      try {
        const client = this.#client ?? (await this.#connectAgain());
        if (client) await this.#renew(client);
        this.#sendUnsent();
        if (this.#isUnavailable) this.#log.info({}, 'database reachable again');
        this.#isUnavailable = false;
        // Where the connection ends it is made again at once. No `AbortSignal.any`: it would stay with the long-lived signal each second.
        await pause(RENEW_MS, client ? this.#connected.signal : signal);
      } catch (err) {
        if (!this.#isUnavailable)
          this.#log.warn({ err: toStoreError(err, this.#name) }, 'role leases could not be renewed');
        this.#isUnavailable = true;
        this.#drop();
        await pause(AGAIN_MS, signal);
      }
    }
  }

  async #connectAgain(): Promise<QueuedClient | undefined> {
    const client = await this.#connect();
    if (client) this.#pass('unheard', []);
    return client;
  }

  async #connect(): Promise<QueuedClient | undefined> {
    const client = new Client({
      ...createConnectionConfig(this.#url),
      ...{ connectionTimeoutMillis: ANSWER_MS, statement_timeout: ANSWER_MS, query_timeout: ANSWER_MS },
    });
    // Node ends a process on an `error` event to which nobody listens.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ mine: boolean }>(
        `select pg_try_advisory_lock_shared(${SERVING}) as mine`,
      );
      if (rows[0]?.mine === true) {
        const queued = this.#use(client);
        await queued.query(`listen ${CHANNEL}`);
        return queued;
      }
    } catch (error) {
      this.#drop();
      await client.end().catch(() => undefined);
      throw error;
    }
    await client.end();
    return undefined;
  }

  #use(client: Client): QueuedClient {
    const queued = new QueuedClient(client);
    this.#client = queued;
    this.#connected = new AbortController();
    // The session ended while the connection was made.
    if (this.#ended.signal.aborted) this.#connected.abort();
    client.on('notification', (notification) => this.#onNotification(notification));
    client.once('end', () => {
      if (this.#client === queued) this.#drop();
    });
    return queued;
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#connected.abort();
    client?.end().catch(() => undefined);
  }

  #onNotification({ payload = '' }: Notification): void {
    try {
      const {
        from,
        kind,
        ids = [],
      }: { from?: string; kind: SignalKind; ids?: readonly string[] } = JSON.parse(payload);
      if (from !== this.#holder) this.#pass(kind, ids);
    } catch (err) {
      // Whoever may write to the database may notify as well.
      this.#log.debug({ err }, 'database notification ignored');
    }
  }

  #pass(kind: SignalKind, ids: readonly string[]): void {
    for (const heard of this.#listeners) heard(kind, ids);
  }
}
