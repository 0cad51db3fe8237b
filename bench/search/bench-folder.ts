import { compareCells } from './bootstrap.ts';
import type { Run } from './child.ts';
import { readCollection } from './collection.ts';
import { ENGINES } from './engines/index.ts';
import { forkFor } from './fork.ts';
import type { Judgments } from './judgments.ts';
import { measureQuality, percentile, queryNdcg } from './measures.ts';
import { megabytes, table } from './table.ts';

const HEAD = [
  'engine',
  'nDCG@10',
  'graded',
  'the first gains',
  '95 % interval',
  'recall@50',
  'MRR',
  'p50 ms',
  'p95 ms',
  'build s',
  'index MB',
  'memory MB',
];

/**
 * Measures the engines on the collection in a folder, each in a process of its own; answers a table. Where answers have
 * grades, nDCG with the grade as the gain is reported next to the one in which every answer counts alike. The first engine is compared
 * with each of the others, query by query.
 */
export async function benchFolder(
  folder: string,
  engines: readonly string[] = Object.keys(ENGINES),
): Promise<string> {
  const { name, docs, queries, judgments } = readCollection(folder);
  const isGraded = [...judgments.values()].some((judged) => new Set(judged.values()).size > 1);
  const rows: string[][] = [];
  let first: readonly number[] | undefined;
  for (const engine of engines) {
    const run = await forkFor<Run>(new URL('./quality-child.ts', import.meta.url), [engine, folder]);
    if ('failed' in run) {
      rows.push([engine, run.failed.slice(0, 60)]);
      continue;
    }
    const own = run.answers.map(([query, ids]) => queryNdcg(ids, judgments.get(query) ?? new Map()));
    rows.push([engine, ...cells(run, judgments, first ? compareCells(first, own) : ['', ''])]);
    first ??= own;
  }
  const shown = [HEAD, ...rows].map((row) => row.filter((_, i) => isGraded || i !== HEAD.indexOf('graded')));
  const [head = [], ...body] = shown;
  return `## ${name}: ${docs.length} documents, ${queries.length} queries\n\n${table(head, body)}`;
}

function cells(run: Run, judgments: Judgments, compared: readonly string[]): string[] {
  const { ndcg, graded, recall, mrr } = measureQuality(new Map(run.answers), judgments);
  return [
    ...[ndcg, graded].map((value) => value.toFixed(4)),
    ...compared,
    ...[recall, mrr].map((value) => value.toFixed(4)),
    percentile(run.times, 0.5).toFixed(2),
    percentile(run.times, 0.95).toFixed(2),
    (run.buildMs / 1000).toFixed(1),
    megabytes(run.indexBytes),
    megabytes(Math.max(0, run.memoryBytes)),
  ];
}
