import { resolve } from 'node:path';
import { Kysely } from 'kysely';
import { PaperboyError } from '../core/base/errors.ts';
import type { Log } from '../core/base/log.ts';
import { isPostgresUrl } from '../core/store/database-url.ts';
import type { Claim } from './dialect/claim.ts';
import { findOperations } from './dialect/dialect.ts';
import { migrate, POSTGRES_MIGRATIONS, SQLITE_MIGRATIONS } from './migrate.ts';
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
  /** Claims to serve from it; `undefined` when another process does. */
  claim(): Promise<Claim | undefined>;
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
  const known = isServer ? POSTGRES_MIGRATIONS : SQLITE_MIGRATIONS;
  try {
    if (isServer && !mayBeHalfMoved && (await findOperations(db).listTables(db)).includes(MOVE_TABLE))
      throw new PaperboyError(problems.storeHalfMoved({ path: name }));
    const migrations = await migrate(db, name, known);
    if (migrations.length > 0) log.info({ path: name, migrations }, 'database brought up to date');
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return database;
}

async function connect(url: string, log: Log): Promise<Database> {
  if (isPostgresUrl(url)) {
    // Loaded here, so that a bot on SQLite has none of it in its memory.
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    return openPostgres<Schema>(url, log);
  }
  const path = toPath(url);
  const db = new Kysely<Schema>({
    dialect: createNodeSqliteDialect(await openFile(path, log), path, LOCK_WAIT_MS),
  });
  return {
    db,
    name: path,
    claim: async () => claimToServe(path),
    close: async () => {
      // Queued behind the statements that wait for the one connection.
      await db.connection().execute(async () => undefined);
      await db.destroy();
    },
  };
}

function toPath(url: string): string {
  if (url === ':memory:') return url;
  // `file://data/x` would be the file /x on a host named data.
  const path = /^file:(?!\/\/[^/])(.+)$/.exec(url)?.[1];
  if (path === undefined) throw new PaperboyError(problems.storeUrl());
  return resolve(path);
}
