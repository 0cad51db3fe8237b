import { afterAll, describe, it, onTestFinished } from 'vitest';
import { Processes, type ProcessesOptions } from '../../bench/kill/processes.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aLog } from '../support/builders.ts';
import { findPostgres, startPostgres } from '../support/postgres-server.ts';

type Server = Awaited<ReturnType<typeof startPostgres>>;

/** What needs a PostgreSQL server with a database of this name; skipped where there is no PostgreSQL. */
export function describeOnPostgres(title: string, database: string, tests: (server: Server) => void): void {
  const programs = findPostgres();
  if (programs === undefined) {
    it.skip(`${title}: there is no PostgreSQL 15 or newer here (apt-get install postgresql)`);
    return;
  }
  describe(title, async () => {
    const server = await startPostgres(programs, [database]);
    afterAll(() => server.stop());
    tests(server);
  });
}

/** Real processes of the bot on one database, and its store, until the end of the test. */
export async function openProcesses(options: ProcessesOptions) {
  const { city, databaseUrl } = options;
  const store = await openStore({ url: databaseUrl, log: aLog() });
  const processes = new Processes(options);
  onTestFinished(async () => {
    await processes.killAll();
    await store.close();
    await city.close();
  });
  return { store, processes };
}
