import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { growFile, readPapers } from './corpus.ts';
import { TIMED } from './engines/index.ts';
import { titleQueries } from './title-queries.ts';

/** One round of all queries. */
interface Round {
  readonly times: readonly number[];
  /** The longest that the event loop was held up meanwhile, in milliseconds. */
  readonly longestHoldMs: number;
  /** The longest that the collector took of that. */
  readonly longestCollectionMs: number;
}

/** What a speed run of one engine at one size measures: times of the quickest round, and the longest holds of all. */
export interface SpeedRun extends Round {
  /** Building, or opening where the folder already holds the index. */
  readonly buildMs: number;
  readonly indexBytes: number;
  readonly memoryBytes: number;
}

/** A bot answers for months: a thousand questions before the clock starts let the code of every engine be compiled. */
const WARM_UP_ROUNDS = 3;
/** A shared machine halves its speed for seconds or minutes: so many rounds, apart from each other, of which the quickest counts. */
const ROUNDS = 9;
const APART_MS = 1000;
/** No further round is begun after this: some engines take minutes for one. */
const ENOUGH_MS = 60_000;
/** A page of results in a chat. */
const LIMIT = 10;

const [name = '', file = '', size = '0', folder = ''] = process.argv.slice(2);
const { engine, queries, buildMs, memoryBefore } = await open();
// What was read to build it is not in a service's memory: it would be marked and moved while the clock runs.
globalThis.gc?.();
for (let round = 0; round < WARM_UP_ROUNDS; round++) {
  for (const query of queries) await engine.search(query, LIMIT);
}
const timed: Round[] = [];
const begun = performance.now();
while (timed.length < ROUNDS && performance.now() - begun < ENOUGH_MS) {
  timed.push(await timeRound());
  await sleep(APART_MS);
}
const quickest = timed.reduce((best, next) => (total(next.times) < total(best.times) ? next : best));
globalThis.gc?.();
const memoryBytes = process.memoryUsage.rss() - memoryBefore;
const indexBytes = readdirSync(folder).reduce((sum, entry) => sum + statSync(join(folder, entry)).size, 0);
const run: SpeedRun = {
  ...{ times: quickest.times, buildMs, indexBytes, memoryBytes },
  longestHoldMs: Math.max(...timed.map((round) => round.longestHoldMs)),
  longestCollectionMs: Math.max(...timed.map((round) => round.longestCollectionMs)),
};
await engine.close();
process.send?.(run);

/** The papers of the file are read only to build an index, and are unreachable once it is there. */
async function open() {
  const make = TIMED[name];
  if (!make) throw new Error(`There is no engine ${name}`);
  const memoryBefore = process.memoryUsage.rss();
  const engine = make();
  const from = performance.now();
  await engine.build(growFile(file, Number(size)), folder);
  const buildMs = performance.now() - from;
  return { engine, queries: readQueries(), buildMs, memoryBefore };
}

/** Written by the process that builds: reading all papers for their titles would leave its mark on the memory of the one that opens. */
function readQueries(): readonly string[] {
  const path = join(folder, 'bench/queries.json');
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(titleQueries(readPapers(file).slice(0, Number(size)))));
  }
  return z.array(z.string()).parse(JSON.parse(readFileSync(path, 'utf8')));
}

async function timeRound(): Promise<Round> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const collections: number[] = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collections.push(duration);
  });
  observer.observe({ entryTypes: ['gc'] });
  delay.enable();
  const times: number[] = [];
  for (const query of queries) {
    const start = performance.now();
    await engine.search(query, LIMIT);
    times.push(performance.now() - start);
    await new Promise((resolve) => setImmediate(resolve));
  }
  delay.disable();
  // What was seen so far is reported in a separate message.
  await sleep(10);
  observer.disconnect();
  return { times, longestHoldMs: delay.max / 1e6, longestCollectionMs: Math.max(0, ...collections) };
}

function total(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
}
