// What engines for jobs do that the bot needs, on a PostgreSQL server of its own, beside the bot's own tables:
//   npm install --prefix FOLDER/pg-boss pg-boss@12.38.0
//   npm install --prefix FOLDER/graphile-worker graphile-worker@0.18.0
//   npm run bench:engine -- FOLDER
// A worker is killed in the middle of a job, 200 changes come within five seconds, and packages and bytes are counted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, readdirSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { findPostgres, startPostgres } from '../../test/support/postgres-server.ts';
import { DEBOUNCE_MS, type Engine } from './engine.ts';
import { listEngines } from './engines.ts';
import { type Debounced, editOwn } from './votes.ts';

const CHANGES = 200;
const EVERY_MS = 25;
/** We ask for two minutes: who needs longer than this does not fit. */
const LATEST_MS = 150_000;
const SAMPLES = 20;

const folder = resolve(process.argv[2] ?? 'engines');
const programs = findPostgres();
if (programs === undefined) throw new Error('There is no PostgreSQL 15 or newer here.');
const engines = listEngines(folder);
const server = await startPostgres(
  programs,
  engines.flatMap((_, i) => [`crash${i}`, `calm${i}`, `edits${i}`]),
);

/** How long after its worker was killed a job is taken by another process, in milliseconds. */
async function measureCrash(engine: Engine, url: string): Promise<number | undefined> {
  const opened = await engine.open(url);
  await opened.add('99999');
  const args = [join(import.meta.dirname, 'doomed-child.ts'), engine.name, url, folder];
  const doomed = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(doomed.stdout, 'data');
  doomed.kill('SIGKILL');
  await once(doomed, 'exit');
  const killedAt = performance.now();
  const { promise: again, resolve: take } = Promise.withResolvers<number>();
  await opened.work(async () => take(performance.now()));
  const at = await Promise.race([again, sleep(LATEST_MS, undefined, { ref: false })]);
  await opened.close();
  return at === undefined ? undefined : at - killedAt;
}

/** How long a job waits where a worker is idle: the median, in milliseconds. */
async function measureWaits(engine: Engine, url: string): Promise<number> {
  const waits: number[] = [];
  let addedAt = 0;
  let next = Promise.withResolvers<void>();
  const opened = await engine.open(url);
  await opened.work(async () => {
    waits.push(performance.now() - addedAt);
    next.resolve();
  });
  for (let n = 0; n < SAMPLES; n++) {
    next = Promise.withResolvers();
    await sleep(100);
    addedAt = performance.now();
    await opened.add(String(10_000 + n));
    await next.promise;
  }
  await opened.close();
  return waits.toSorted((a, b) => a - b)[Math.floor(SAMPLES / 2)] ?? Number.NaN;
}

async function measureDebounce(engine: Engine, url: string): Promise<Debounced> {
  const runs: number[] = [];
  const opened = await engine.open(url);
  if (!opened.debounce) {
    await opened.close();
    return editOwn(url, CHANGES, EVERY_MS);
  }
  await opened.work(async () => void runs.push(performance.now()));
  const from = performance.now();
  for (let n = 0; n < CHANGES; n++) {
    await opened.debounce('post');
    await sleep(EVERY_MS);
  }
  const last = performance.now();
  await sleep(4 * DEBOUNCE_MS);
  await opened.close();
  return { runs: runs.length, tookMs: last - from, lastMs: (runs.at(-1) ?? Number.NaN) - last };
}

/** What npm has installed for one package, with all that it needs. */
function countInstalled(engine: Engine): string {
  const modules = join(folder, engine.name, 'node_modules');
  const count = (path: string): { packages: number; bytes: number } => {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (!stat?.isDirectory()) return { packages: 0, bytes: stat?.size ?? 0 };
    const names = readdirSync(path);
    const inner = names.map((name) => count(join(path, name)));
    const isPackage = /node_modules\/(@[^/]+\/)?[^/@.]+$/.test(path) && names.includes('package.json');
    return {
      packages: inner.reduce((sum, one) => sum + one.packages, isPackage ? 1 : 0),
      bytes: inner.reduce((sum, one) => sum + one.bytes, 0),
    };
  };
  const { packages, bytes } = count(modules);
  return packages === 0 ? 'none more' : `${packages}, ${(bytes / 1_000_000).toFixed(1)} MB`;
}

const write = (line: string) => void process.stdout.write(`${line}\n`);
const seconds = (ms: number | undefined) =>
  ms === undefined ? `not in ${LATEST_MS / 1000} s` : `${(ms / 1000).toFixed(1)} s`;
write(`${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}\n`);
write(
  '| | idle worker takes a job after | taken again after a crash | runs for 200 changes | last run after the last change | packages |',
);
write('|---|---|---|---|---|---|');
const crashes = engines.map((engine, i) => measureCrash(engine, server.url(`crash${i}`)));
for (const [i, engine] of engines.entries()) {
  const wait = await measureWaits(engine, server.url(`calm${i}`));
  const { runs, tookMs, lastMs } = await measureDebounce(engine, server.url(`edits${i}`));
  const crash = seconds(await crashes[i]);
  write(
    `| ${[engine.name, `${wait.toFixed(0)} ms`, crash, `${runs} in ${seconds(tookMs)}`, seconds(lastMs), countInstalled(engine)].join(' | ')} |`,
  );
}
await server.stop();
process.exit(0);
