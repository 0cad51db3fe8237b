import { PGlite, types } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, sql } from 'kysely';
import { withOperations } from '../../../src/store/dialect/dialect.ts';
import { serveAlone } from '../../../src/store/dialect/serving.ts';
import { migrate, POSTGRES_MIGRATIONS } from '../../../src/store/migrate.ts';
import { createStore } from '../../../src/store/open-store.ts';
import { postgresOperations } from '../../../src/store/postgres/operations.ts';
import type { Schema } from '../../../src/store/tables/schema.ts';
import type { TestDatabase } from '../temp-store.ts';
import { Locations } from './emptying.ts';

/** PostgreSQL in this process, with our tables: one instance for all tests of a file, since one takes more than a second. */
export async function openPglite(): Promise<{ db: Kysely<Schema>; database: TestDatabase }> {
  const pglite = await PGlite.create({ parsers: { [types.INT8]: Number, [types.NUMERIC]: Number } });
  const dialect = withOperations(new PGliteDialect({ pglite }), postgresOperations);
  const db = new Kysely<Schema>({ dialect });
  await migrate(db, 'pglite', POSTGRES_MIGRATIONS);
  const locations = new Locations();
  const claim = async () => ({ release: async () => undefined });
  const serving = serveAlone(claim);
  const shared = createStore({ db, name: 'pglite', claim, serving, close: async () => undefined });
  const open = async (location: string) => {
    await locations.enter(location, db);
    return shared;
  };
  const database: TestDatabase = {
    ...{ isFile: false, hasProcesses: false },
    runs: (many) => Math.ceil(many / 20),
    createLocation: () => locations.create(),
    url: () => 'postgres://in-this-process',
    open,
    openEmpty: () => open(locations.create()),
    run: async (_, text) => (await sql<object>`${sql.raw(text)}`.execute(db)).rows,
  };
  return { db, database };
}
