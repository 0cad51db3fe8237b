import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { LRUCache } from 'lru-cache';
import { withOperations } from '../dialect/dialect.ts';
import { retryWhileBusy } from './busy.ts';
import { sqliteOperations } from './operations.ts';
import { toStoreError } from './sqlite-errors.ts';
import { createTurns } from './turns.ts';

/** Kysely's SQLite over Node's own, one connection; `path` is for errors. */
export function createNodeSqliteDialect(database: DatabaseSync, path: string, lockWaitMs: number): Dialect {
  const dialect: Dialect = {
    createAdapter: () => new TransactionalAdapter(),
    createDriver: () => createDriver(database, path, lockWaitMs),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
  return withOperations(dialect, sqliteOperations);
}

/** Makes Kysely run migrations inside a transaction: one that is killed half-way has changed nothing. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

function createDriver(database: DatabaseSync, path: string, lockWaitMs: number): Driver {
  const connection = createConnection(database, path, lockWaitMs);
  const run = async (sql: string): Promise<void> => {
    await connection.executeQuery(CompiledQuery.raw(sql));
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => connection,
    // `immediate` takes the write lock at once. A plain `begin` takes it at the first write, and then fails permanently if
    // another process has written since the first read: https://www.sqlite.org/lang_transaction.html
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    rollbackTransaction: async () => {
      // After some errors (a full disk) SQLite has rolled back by itself.
      if (database.isTransaction) await run('rollback');
    },
    releaseConnection: async () => undefined,
    destroy: async () => database.close(),
  };
}

/** More than any job asks in turn; each takes some kilobytes. */
const PREPARED = 100;
/** Longer ones write many rows, as many as there are: hardly one comes twice, and they would take the place of all others. */
const LONGEST_PREPARED = 2000;

function createConnection(database: DatabaseSync, path: string, lockWaitMs: number): DatabaseConnection {
  const prepare = rememberPrepared(database);

  function runNow<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const { statement, hasRows } = prepare(sql);
    const values = parameters as SQLInputValue[];
    if (hasRows) return { rows: statement.all(...values) as R[] };
    const { changes } = statement.run(...values);
    return { rows: [], numAffectedRows: BigInt(changes) };
  }

  const inTurn = createTurns();

  return {
    executeQuery: async <R>(query: CompiledQuery) => {
      try {
        return await inTurn(() => retryWhileBusy(() => runNow<R>(query), lockWaitMs));
      } catch (error) {
        throw toStoreError(error, path);
      }
    },
    streamQuery: () => {
      throw new Error('This driver does not stream: read in batches.');
    },
  };
}

interface Prepared {
  readonly statement: StatementSync;
  readonly hasRows: boolean;
}

/** To prepare a statement takes longer than to run most. SQLite prepares it again by itself where the schema has changed since. */
function rememberPrepared(database: DatabaseSync): (sql: string) => Prepared {
  const remembered = new LRUCache<string, Prepared>({ max: PREPARED });
  return (sql) => {
    const known = remembered.get(sql);
    if (known) return known;
    const statement = database.prepare(sql);
    const prepared = { statement, hasRows: statement.columns().length > 0 };
    if (sql.length <= LONGEST_PREPARED) remembered.set(sql, prepared);
    return prepared;
  };
}
