import { findPostgres, startPostgres } from '../../test/support/postgres-server.ts';
import type { Sharing } from './fan-out.ts';

/** Where a bot runs. */
export interface Setup {
  readonly name: string;
  /** For the run with this number, on an empty database; one process on a file without it. */
  readonly share?: (run: number) => Sharing;
}

const ALONE: Setup = { name: 'SQLite, 1 process' };
const PROCESSES = [1, 3];

/** A file, and where it is asked for also a PostgreSQL server with one process and with three, for so many runs. */
export async function openSetups(
  runs: number,
  isWithPostgres: boolean,
): Promise<{ readonly setups: readonly Setup[]; close(): Promise<void> }> {
  if (!isWithPostgres) return { setups: [ALONE], close: async () => undefined };
  const programs = findPostgres();
  if (programs === undefined)
    throw new Error('There is no PostgreSQL 15 or newer here (apt-get install postgresql).');
  const name = (run: number, processes: number) => `run${run}of${processes}`;
  const databases = PROCESSES.flatMap((processes) =>
    Array.from({ length: runs }, (_, run) => name(run, processes)),
  );
  const server = await startPostgres(programs, databases);
  // However the measurement ends, no server goes on without it.
  process.once('exit', () => void server.kill());
  const shared = PROCESSES.map((processes) => ({
    name: `PostgreSQL, ${processes} ${processes === 1 ? 'process' : 'processes'}`,
    share: (run: number) => ({ processes, databaseUrl: server.url(name(run, processes)) }),
  }));
  return { setups: [ALONE, ...shared], close: () => server.stop() };
}
