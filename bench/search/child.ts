import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Collection } from './collection.ts';
import { createCorpus } from './corpus.ts';
import { ENGINES } from './engines/index.ts';

/** What one engine did with one collection. */
export interface Run {
  readonly answers: ReadonlyArray<readonly [query: string, ids: string[]]>;
  /** Milliseconds a query, after one round to warm up. */
  readonly times: readonly number[];
  readonly buildMs: number;
  readonly indexBytes: number;
  /** Resident memory that the index added to the process. */
  readonly memoryBytes: number;
}

/** Measures one engine in this process, which should be fresh; the collection's own memory does not count. */
export async function runEngine(name: string, collection: Collection, limit: number): Promise<Run> {
  const make = ENGINES[name];
  if (!make) throw new Error(`There is no engine ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
  const engine = make();
  try {
    const corpus = createCorpus(collection.docs);
    const before = resident();
    const from = performance.now();
    await engine.build(corpus, folder);
    const buildMs = performance.now() - from;
    const memoryBytes = resident() - before;
    const answers: Array<readonly [string, string[]]> = [];
    for (const { id, text } of collection.queries) answers.push([id, await engine.search(text, limit)]);
    const times: number[] = [];
    for (const { text } of collection.queries) {
      const start = performance.now();
      await engine.search(text, 10);
      times.push(performance.now() - start);
    }
    const indexBytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    return { answers, times, buildMs, indexBytes, memoryBytes };
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function resident(): number {
  globalThis.gc?.();
  return process.memoryUsage.rss();
}
