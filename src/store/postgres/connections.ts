import type { PostgresPool, PostgresPoolClient } from 'kysely';
import { Client, type ClientConfig, Pool, type PoolClient, types } from 'pg';
import type { Log } from '../../core/base/log.ts';
import { withoutNul } from '../dialect/without-nul.ts';
import { toStoreError } from './postgres-errors.ts';

/** How many statements one process has on the server at a time. */
const MAX_CONNECTIONS = 10;

const SECOND = 1000;

/** Numbers that `pg` reads as texts, because a `bigint` or a sum may be larger than any of ours. */
const NUMBERS: ReadonlySet<number> = new Set([types.builtins.INT8, types.builtins.NUMERIC]);

/** How every connection is made. A user name or password that the URL leaves out comes from `PGPASSFILE` and the like. */
export function createConnectionConfig(url: string): ClientConfig {
  return {
    connectionString: url,
    fallback_application_name: 'paperboy',
    connectionTimeoutMillis: 10 * SECOND,
    keepAlive: true,
    // As long as SQLite's statements wait for a lock.
    lock_timeout: 10 * SECOND,
    statement_timeout: 60 * SECOND,
    idle_in_transaction_session_timeout: 60 * SECOND,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        NUMBERS.has(oid) ? Number : types.getTypeParser(oid, format),
    },
  };
}

/** Where the server is, and the name of the database; without the user and the password. */
export function nameDatabase(url: string): string {
  const { host, port, database } = new Client({ connectionString: url });
  return host.startsWith('/') ? `${host}/${database}` : `${host}:${port}/${database}`;
}

/** Connections that are made when they are needed, and whose errors say what to do. */
export function createPool(url: string, name: string, log: Log): PostgresPool {
  const pool = new Pool({ ...createConnectionConfig(url), max: MAX_CONNECTIONS });
  // Node ends a process on an `error` event to which nobody listens. Whoever uses the connection gets the error as well.
  const logLost = (err: Error) =>
    log.warn({ err: toStoreError(err, name) }, 'a database connection was lost');
  pool.on('error', logLost);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const guarded = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    end: () => pool.end(),
    async connect() {
      const client = await withWordedErrors(name, pool.connect());
      const known = guarded.get(client) ?? guard(client, name);
      guarded.set(client, known);
      return known;
    },
  };
}

/** Kysely needs no more of a connection than this. */
function guard(client: PoolClient, name: string): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) =>
    withWordedErrors(name, client.query(text, values.map(withoutNul)));
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (isBroken) => client.release(isBroken),
  };
}

async function withWordedErrors<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw toStoreError(error, name);
  }
}
