import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { SqliteDatabase } from 'kysely';
import { PaperboyError } from '../core/errors.ts';

/** How long a statement waits for another process that writes. */
const BUSY_MS = 10_000;

/** Opens a file (made private and with its folder where it is missing) or `:memory:`, ready for Kysely. */
export function openSqlite(path: string): SqliteDatabase {
  try {
    if (path !== ':memory:') makePrivate(path);
    const db = new DatabaseSync(path);
    // The timeout stands first: switching to WAL takes a lock itself.
    db.exec(`pragma busy_timeout = ${BUSY_MS}`);
    db.exec('pragma journal_mode = wal');
    db.exec('pragma synchronous = full');
    db.exec('pragma foreign_keys = on');
    return forKysely(db);
  } catch (cause) {
    throw openingError(path, cause);
  }
}

function makePrivate(path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  // Votes and subscriptions are nobody else's business. SQLite gives its side files the same mode.
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

function openingError(path: string, cause: unknown): PaperboyError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/not a database|malformed/i.test(message)) {
    return new PaperboyError('store-damaged', `${path} is not a database, or is damaged: ${message}`, {
      fix: 'Put a backup in its place, or move it away to begin anew.',
      cause,
    });
  }
  return new PaperboyError('store-unopened', `The database ${path} cannot be opened: ${message}`, {
    fix: 'Check that the folder of DATABASE_URL exists and may be written.',
    cause,
  });
}

/** The face of better-sqlite3 that Kysely's dialect expects, over Node's own SQLite. */
function forKysely(db: DatabaseSync): SqliteDatabase {
  return {
    close: () => db.close(),
    prepare(text) {
      // A transaction that reads before it writes could not become a writer once another process has written.
      const statement = db.prepare(text === 'begin' ? 'begin immediate' : text);
      const bound = (parameters: ReadonlyArray<unknown>) => parameters as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...bound(parameters)),
        run: (parameters) => statement.run(...bound(parameters)),
        iterate: (parameters) => statement.iterate(...bound(parameters)),
      };
    },
  };
}
