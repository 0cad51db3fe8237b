import type { Dialect, DialectAdapter, Kysely } from 'kysely';

/**
 * What a transaction reads before it writes. On PostgreSQL two transactions of one subject never overlap; on SQLite no two
 * transactions do.
 */
export type Subject = 'papers' | 'editions' | 'deliveries' | 'votes' | 'mailboxes' | 'tenants' | 'none';

/** What SQLite and PostgreSQL do differently. Everything else in `src/store` is the same SQL for both. */
export interface DialectOperations {
  /** Whether rows can be locked one by one, with `for update`. */
  readonly locksRows: boolean;
  /** Work that is done as a whole or not at all. It may be done again, so it changes nothing but the database. */
  transact<S, T>(db: Kysely<S>, subject: Subject, work: (tx: Kysely<S>) => Promise<T>): Promise<T>;
  /** See `withoutSync`. */
  withoutSync<S, T>(db: Kysely<S>, work: (own: Kysely<S>) => Promise<T>): Promise<T>;
  /** Within a transaction: references are checked at its end, and not after each statement. */
  deferReferences<S>(tx: Kysely<S>): Promise<void>;
  /** See `eraseDeleted`. */
  eraseDeleted<S>(db: Kysely<S>): Promise<void>;
  /** Whether a row was refused because another one has the value of a unique column. */
  isDuplicate(error: unknown): boolean;
  /** See `Store.readVersion`. */
  readVersion<S>(db: Kysely<S>): Promise<string>;
  /** The names of the tables in the part of the database that belongs to us, with Kysely's own. */
  listTables<S>(db: Kysely<S>): Promise<string[]>;
  /** The database with statements that create and alter tables put into its dialect: migrations are written for SQLite. */
  adaptForMigrations<S>(db: Kysely<S>): Kysely<S>;
}

interface Adapter extends DialectAdapter {
  readonly operations: DialectOperations;
}

/** A dialect of Kysely together with its operations, which go wherever its adapter goes: also into transactions. */
export function withOperations(dialect: Dialect, operations: DialectOperations): Dialect {
  return {
    createAdapter: () => Object.assign(dialect.createAdapter(), { operations }),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

export function findOperations<S>(db: Kysely<S>): DialectOperations {
  const { adapter } = db.getExecutor();
  if (!hasOperations(adapter)) throw new Error('This dialect was made without its operations.');
  return adapter.operations;
}

function hasOperations(adapter: DialectAdapter): adapter is Adapter {
  return 'operations' in adapter;
}

/** Does work as a whole or not at all, and never beside another transaction of the same subject. */
export function transact<S, T>(
  db: Kysely<S>,
  subject: Subject,
  work: (tx: Kysely<S>) => Promise<T>,
): Promise<T> {
  return findOperations(db).transact(db, subject, work);
}

/**
 * Does work with commits that do not wait for the disk, where waiting would block everything else in this process. They
 * survive the end of the process; a power failure may lose them (but nothing that was written before them) until the next
 * commit that waits, which includes them. For data that is restored when it is lost.
 */
export function withoutSync<S, T>(db: Kysely<S>, work: (own: Kysely<S>) => Promise<T>): Promise<T> {
  return findOperations(db).withoutSync(db, work);
}

/** To be called when personal data was deleted: takes out of the database's files what its tables no longer have. */
export function eraseDeleted<S>(db: Kysely<S>): Promise<void> {
  return findOperations(db).eraseDeleted(db);
}
