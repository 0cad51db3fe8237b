import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import { findFilePath, isPostgresUrl } from '../core/store/database-url.ts';
import type { Claim } from './dialect/claim.ts';
import { findOperations } from './dialect/dialect.ts';
import { type Serving, serveAlone } from './dialect/serving.ts';
import { POSTGRES_NAMES, SQLITE_NAMES } from './migrations/names.ts';
import { listExecuted } from './migrations-done.ts';
import { LOCK_WAIT_MS } from './sqlite/busy.ts';
import { createNodeSqliteDialect } from './sqlite/node-sqlite.ts';
import { openFile } from './sqlite/open-file.ts';
import { claimToServe } from './sqlite/serve-claim.ts';
import { MOVE_TABLE } from './tables/move-table.ts';
import type { Schema } from './tables/schema.ts';
import { problems } from './tables/texts.ts';

/** A database with our tables. */
export interface Database {
  readonly db: Kysely<Schema>;
  /** For messages: the path of a file, or `HOST:PORT/NAME`. */
  readonly name: string;
  /** Reserves it for this process; `undefined` where any process serves from it. */
  claim(): Promise<Claim | undefined>;
  readonly serving: Serving;
  /** Once earlier statements are finished. */
  close(): Promise<void>;
}

/** Opens a database and brings its schema up to date. One that a move has not finished is refused. */
export async function openDatabase(
  url: string,
  log: Log,
  { mayBeHalfMoved = false } = {},
): Promise<Database> {
  const database = await connect(url, log);
  const { db, name } = database;
  const isServer = isPostgresUrl(url);
  try {
    const tables = await findOperations(db).listTables(db);
    if (isServer && !mayBeHalfMoved && tables.includes(MOVE_TABLE))
      throw new PaperboyError(problems.storeHalfMoved({ path: name }));
    const known = isServer ? POSTGRES_NAMES : SQLITE_NAMES;
    if (!(await isUpToDate(db, tables, known))) await bringUpToDate(database, isServer, log);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return database;
}

/** True at nearly every start: then no migration is loaded and no lock is taken. */
async function isUpToDate(
  db: Kysely<Schema>,
  tables: readonly string[],
  known: readonly string[],
): Promise<boolean> {
  if (!tables.includes('kysely_migration')) return false;
  const executed = await listExecuted(db);
  return executed.length === known.length && executed.every((name, i) => name === known[i]);
}

async function bringUpToDate({ db, name }: Database, isServer: boolean, log: Log): Promise<void> {
  const { migrate, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS } = await import('./migrate.ts');
  const migrations = await migrate(db, name, isServer ? POSTGRES_MIGRATIONS : SQLITE_MIGRATIONS);
  if (migrations.length > 0) log.info({ path: name, migrations }, 'database brought up to date');
}

async function connect(url: string, log: Log): Promise<Database> {
  if (isPostgresUrl(url)) {
    // Loaded here, so that a bot on SQLite does not keep the driver in memory.
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    return openPostgres<Schema>(url, log);
  }
  const path = toPath(url);
  const db = new Kysely<Schema>({
    dialect: createNodeSqliteDialect(await openFile(path, log), path, LOCK_WAIT_MS),
  });
  const claim = async () => claimToServe(path);
  return {
    db,
    name: path,
    claim,
    serving: serveAlone(claim),
    close: async () => {
      // Queued behind the statements that wait for the one connection.
      await db.connection().execute(async () => undefined);
      await db.destroy();
    },
  };
}

function toPath(url: string): string {
  if (url === ':memory:') return url;
  const path = findFilePath(url);
  if (path === undefined) throw new PaperboyError(problems.storeUrl());
  return resolve(path);
}
