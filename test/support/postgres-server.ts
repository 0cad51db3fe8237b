import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, chownSync, constants, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { aFreePort } from './free-port.ts';

const OLDEST = 15;
const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

/** A server of the test's own, on 127.0.0.1. */
export interface PostgresServer {
  /** The address of one of its databases, for its administrator. */
  url(database: string): string;
  /** Where its programs are. */
  readonly programs: string;
  /** Ends it without a warning, and its connections with it. */
  kill(): Promise<void>;
  /** Starts it again, on the same port with the same data. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the programs of a PostgreSQL that is new enough are; `undefined` where there is none. */
export function findPostgres(): string | undefined {
  const folders = [...debianFolders(), ...(process.env.PATH ?? '').split(delimiter)];
  return folders.find(
    (folder) => isExecutable(join(folder, 'initdb')) && isExecutable(join(folder, 'pg_dump')),
  );
}

function debianFolders(): string[] {
  try {
    const versions = readdirSync(DEBIAN).map(Number);
    return versions.filter((version) => version >= OLDEST).map((version) => `${DEBIAN}/${version}/bin`);
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts a server with empty databases of these names. */
export async function startPostgres(programs: string, databases: readonly string[]): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-postgres-'));
  const who = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
  if (who.uid) chownSync(folder, who.uid, who.gid);
  const data = join(folder, 'data');
  const options = { ...who, cwd: folder, env: { ...process.env, LC_ALL: 'C.UTF-8' } };
  const run = (program: string, ...args: string[]) =>
    execFileSync(join(programs, program), args, { ...options, stdio: 'pipe' });
  run('initdb', '--pgdata', data, '--username=admin', '--auth=trust', '--encoding=UTF8', '--no-sync');
  const port = await aFreePort();
  // Nothing here has to survive the loss of power.
  const settings = [
    'fsync=off',
    'full_page_writes=off',
    'max_connections=120',
    'listen_addresses=127.0.0.1',
    'deadlock_timeout=50ms',
  ];
  const args = ['-D', data, '-p', String(port), '-k', folder, ...settings.flatMap((one) => ['-c', one])];
  let server = await startServer(join(programs, 'postgres'), args, options, port);
  const stop = async () => {
    await end(server, 'SIGINT');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const database of databases)
      run('createdb', '--host=127.0.0.1', `--port=${port}`, '--username=admin', database);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    programs,
    url: (database) => `postgres://admin:no-password-needed@127.0.0.1:${port}/${database}`,
    kill: () => end(server, 'SIGQUIT'),
    async restart() {
      server = await startServer(join(programs, 'postgres'), args, options, port);
    },
    stop,
  };
}

async function startServer(
  program: string,
  args: readonly string[],
  options: object,
  port: number,
): Promise<ChildProcess> {
  const server = spawn(program, args, { ...options, stdio: 'ignore' });
  while (server.exitCode === null && !isReady(program, port)) await sleep(50);
  if (server.exitCode !== null) throw new Error(`PostgreSQL ended with ${server.exitCode}`);
  return server;
}

/** A port is open while the server still starts. */
function isReady(program: string, port: number): boolean {
  const asked = spawnSync(join(dirname(program), 'pg_isready'), ['--host=127.0.0.1', `--port=${port}`]);
  return asked.status === 0;
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill(signal);
  await ended;
}
