import type { Run } from './child.ts';
import { readCollection } from './collection.ts';
import { ENGINES } from './engines/index.ts';
import { forkFor } from './fork.ts';
import type { Judgments } from './judgments.ts';
import { measureQuality, percentile } from './measures.ts';
import { megabytes, table } from './table.ts';

const HEAD = [
  'engine',
  'nDCG@10',
  'graded',
  'recall@50',
  'MRR',
  'p50 ms',
  'p95 ms',
  'build s',
  'index MB',
  'memory MB',
];

/**
 * Measures every engine on the collection in a folder, each in a process of its own; answers a table. Where answers have
 * grades, nDCG with the grade as the gain is reported next to the one in which every answer counts alike.
 */
export async function benchFolder(folder: string): Promise<string> {
  const { name, docs, queries, judgments } = readCollection(folder);
  const isGraded = [...judgments.values()].some((judged) => new Set(judged.values()).size > 1);
  const rows: string[][] = [];
  for (const engine of Object.keys(ENGINES)) {
    const run = await forkFor<Run>(new URL('./quality-child.ts', import.meta.url), [engine, folder]);
    rows.push([engine, ...('failed' in run ? [run.failed.slice(0, 60)] : cells(run, judgments))]);
  }
  const shown = [HEAD, ...rows].map((row) => row.filter((_, i) => isGraded || i !== HEAD.indexOf('graded')));
  const [head = [], ...body] = shown;
  return `## ${name}: ${docs.length} documents, ${queries.length} queries\n\n${table(head, body)}`;
}

function cells(run: Run, judgments: Judgments): string[] {
  const { ndcg, graded, recall, mrr } = measureQuality(new Map(run.answers), judgments);
  return [
    ...[ndcg, graded, recall, mrr].map((value) => value.toFixed(4)),
    percentile(run.times, 0.5).toFixed(2),
    percentile(run.times, 0.95).toFixed(2),
    (run.buildMs / 1000).toFixed(1),
    megabytes(run.indexBytes),
    megabytes(Math.max(0, run.memoryBytes)),
  ];
}
