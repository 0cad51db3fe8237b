// How soon a new process answers a search of all papers, on one database with others: on a machine that has no index yet, on one
// with the index of a process before it, and on a copy of that index. Beside PostgreSQL, where there is one, SQLite.
// Ends with 1 where that takes longer than the limit.
//   npm run bench:start -- --papers 100000
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findPostgres, startPostgres } from '../../test/support/postgres-server.ts';
import { fillDatabase } from '../web/database.ts';
import { startBot } from '../web/servers.ts';

const { values } = parseArgs({
  options: {
    papers: { type: 'string', default: '100000' },
    /** Within so many seconds a process with an index, its own or a copy, should answer; the goal. */
    'limit-s': { type: 'string', default: '60' },
  },
});
const size = Number(values.papers);
const limitMs = 1000 * Number(values['limit-s']);
const LOOK_EVERY_MS = 100;
/** A machine without an index has to read every paper. */
const MOST_MS = 1_200_000;

const write = (cells: readonly string[]): unknown => process.stdout.write(`| ${cells.join(' | ')} |\n`);
const seconds = (ms: number): string => (ms / 1000).toFixed(1);

interface Started {
  /** Until pages are served, in milliseconds. */
  readonly servedMs: number;
  /** Until a search is answered from all papers. */
  readonly answeredMs: number;
}

/** Starts the real process in a folder, waits for its first whole answer, and ends it. */
async function timeStart(folder: string, databaseUrl: string): Promise<Started> {
  mkdirSync(folder, { recursive: true });
  const from = performance.now();
  const bot = await startBot(folder, { DATABASE_URL: databaseUrl });
  const servedMs = performance.now() - from;
  try {
    while (!(await answersFromAll(bot.url))) {
      if (performance.now() - from > MOST_MS) throw new Error('the index is not built');
      await sleep(LOOK_EVERY_MS);
    }
    return { servedMs, answeredMs: performance.now() - from };
  } finally {
    await bot.stop();
  }
}

/** While the index is being built a page of results says so. */
async function answersFromAll(url: string): Promise<boolean> {
  const page = await (await fetch(`${url}/search?q=attention`)).text();
  return page.includes('/paper/') && !/search index/.test(page);
}

/** Those that miss the goal, each with its figure. */
const missed: string[] = [];

async function measure(database: string, url: string): Promise<void> {
  await fillDatabase(url, size, undefined);
  const [fresh, copied] = ['fresh', 'copied'].map((name) => join(root, `${database}-${name}`));
  if (fresh === undefined || copied === undefined) return;
  const report = async (name: string, folder: string, hasIndex: boolean): Promise<void> => {
    const { servedMs, answeredMs } = await timeStart(folder, url);
    if (hasIndex && answeredMs > limitMs) missed.push(`${database}, ${name}: ${seconds(answeredMs)} s`);
    write([database, name, seconds(servedMs), seconds(answeredMs)]);
  };
  await report('a machine without an index', fresh, false);
  await report('started again', fresh, true);
  // Copied while nobody writes it, as from the backup of another machine.
  cpSync(fresh, copied, { recursive: true });
  await report('another machine, with a copy of that index', copied, true);
}

const root = mkdtempSync(join(tmpdir(), 'paperboy-start-'));
process.stdout.write(
  `\n${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}, Node ${process.version}; ${size} papers; seconds\n\n`,
);
const HEAD = ['database', 'process', 'pages are served', 'a search is answered from all papers'];
write(HEAD);
write(HEAD.map(() => '---'));
const programs = findPostgres();
const server = programs === undefined ? undefined : await startPostgres(programs, ['papers']);
try {
  if (server) await measure('PostgreSQL', server.url('papers'));
  else process.stdout.write('There is no PostgreSQL 15 or newer here (apt-get install postgresql).\n');
  await measure('SQLite', `file:${join(root, 'papers.sqlite')}`);
} finally {
  await server?.stop();
  rmSync(root, { recursive: true, force: true });
}
if (missed.length > 0) process.stdout.write(`\nOver ${values['limit-s']} s: ${missed.join('; ')}\n`);
process.exit(missed.length > 0 ? 1 : 0);
