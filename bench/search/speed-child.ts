import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay, PerformanceObserver } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { grow, readPapers } from './corpus.ts';
import { ENGINES } from './engines/index.ts';
import { titleQueries } from './title-queries.ts';

/** One round of all queries. */
interface Round {
  readonly times: readonly number[];
  /** The longest that the event loop was held up meanwhile, in milliseconds. */
  readonly longestHoldMs: number;
  /** The longest that the collector took of that: the bench's heap holds the corpus, which a service has on its disk. */
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
const make = ENGINES[name];
if (!make) throw new Error(`There is no engine ${name}`);
const originals = readPapers(file);
const corpus = grow(originals.slice(0, Number(size)), Number(size));
const queries = titleQueries(originals.slice(0, Number(size)));
globalThis.gc?.();
// The collector sweeps up after the making of the corpus beside us; no service opens its index in the middle of that.
await sleep(1500);
const before = process.memoryUsage.rss();
const engine = make();
const from = performance.now();
await engine.build(corpus, folder);
const buildMs = performance.now() - from;
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
const memoryBytes = process.memoryUsage.rss() - before;
const indexBytes = readdirSync(folder).reduce((sum, entry) => sum + statSync(join(folder, entry)).size, 0);
const run: SpeedRun = {
  ...{ times: quickest.times, buildMs, indexBytes, memoryBytes },
  longestHoldMs: Math.max(...timed.map((round) => round.longestHoldMs)),
  longestCollectionMs: Math.max(...timed.map((round) => round.longestCollectionMs)),
};
await engine.close();
process.send?.(run);

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
