import { Kysely, PostgresDialect, sql } from 'kysely';
import { PaperboyError } from '../../core/base/errors.ts';
import type { Log } from '../../core/base/log.ts';
import type { Claim } from '../dialect/claim.ts';
import { withOperations } from '../dialect/dialect.ts';
import type { Serving } from '../dialect/serving.ts';
import { createPool, nameDatabase } from './connections.ts';
import { postgresOperations } from './operations.ts';
import { claimAlone } from './serve-claim.ts';
import { ServingSession } from './serving-session.ts';
import { problems } from './texts.ts';

/** The first with what SQLite has as well and we were tested on. */
const OLDEST = 15;

/** Connects to a PostgreSQL server; rejects one that is too old, or that cannot store every text. */
export async function openPostgres<S>(
  url: string,
  log: Log,
): Promise<{
  db: Kysely<S>;
  name: string;
  claim: () => Promise<Claim | undefined>;
  serving: Serving;
  close: () => Promise<void>;
}> {
  const name = nameDatabase(url);
  const dialect = new PostgresDialect({ pool: createPool(url, name, log) });
  const db = new Kysely<S>({ dialect: withOperations(dialect, postgresOperations) });
  try {
    await refuseUnfit(db, name);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  const serving = new ServingSession(url, name, log);
  return { db, name, claim: () => claimAlone(url, name), serving, close: () => db.destroy() };
}

async function refuseUnfit<S>(db: Kysely<S>, database: string): Promise<void> {
  const { rows } = await sql<{ version: string; encoding: string }>`
    select current_setting('server_version') as version, current_setting('server_encoding') as encoding`.execute(
    db,
  );
  const [{ version, encoding } = { version: '', encoding: '' }] = rows;
  if (Number.parseInt(version, 10) < OLDEST)
    throw new PaperboyError(problems.storeOld({ database, version }));
  if (encoding !== 'UTF8') throw new PaperboyError(problems.storeEncoding({ database, encoding }));
}
