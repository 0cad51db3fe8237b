import { sql } from 'kysely';
import { openDatabase } from '../../../src/store/database.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aLog } from '../../support/builders.ts';
import type { TestDatabase } from '../temp-store.ts';
import { Locations } from './emptying.ts';

/** One database of a server for all tests of a file, each of which finds it empty; every store has connections of its own. */
export async function openServer(
  url: string,
): Promise<{ database: TestDatabase; close: () => Promise<void> }> {
  const { db } = await openDatabase(url, aLog());
  const locations = new Locations();
  const open = async (location: string) => {
    await locations.enter(location, db);
    return openStore({ url, log: aLog() });
  };
  const database: TestDatabase = {
    ...{ isFile: false, hasProcesses: true },
    runs: (many) => Math.ceil(many / 20),
    createLocation: () => locations.create(),
    url: () => url,
    open,
    openEmpty: () => open(locations.create()),
    run: async (_, text) => (await sql<object>`${sql.raw(text)}`.execute(db)).rows,
  };
  return { database, close: () => db.destroy() };
}
