import type { Run } from './child.ts';
import { readCollection } from './collection.ts';
import { ENGINES } from './engines/index.ts';
import { forkFor } from './fork.ts';
import { percentile, qualityOf } from './measures.ts';
import { megabytes, table } from './table.ts';

/** `npm run bench:search -- FOLDER…`: every engine on every collection, one table a folder. */
const folders = process.argv.slice(2);
if (folders.length === 0) {
  process.stderr.write('Name folders with corpus.jsonl.gz, queries.jsonl and qrels.tsv.\n');
  process.exitCode = 1;
}
for (const folder of folders) {
  const collection = readCollection(folder);
  const rows: string[][] = [];
  for (const name of Object.keys(ENGINES)) {
    const run = await forkFor<Run>(new URL('./quality-child.ts', import.meta.url), [name, folder]);
    if ('failed' in run) {
      rows.push([name, run.failed.slice(0, 60)]);
      continue;
    }
    const { ndcg, recall, mrr } = qualityOf(new Map(run.answers), collection.relevant);
    rows.push([
      name,
      ...[ndcg, recall, mrr].map((value) => value.toFixed(4)),
      percentile(run.times, 0.5).toFixed(2),
      percentile(run.times, 0.95).toFixed(2),
      (run.buildMs / 1000).toFixed(1),
      megabytes(run.indexBytes),
      megabytes(Math.max(0, run.memoryBytes)),
    ]);
  }
  const { name, docs, queries } = collection;
  const head = [
    'engine',
    'nDCG@10',
    'recall@50',
    'MRR',
    'p50 ms',
    'p95 ms',
    'build s',
    'index MB',
    'memory MB',
  ];
  process.stdout.write(
    `\n## ${name}: ${docs.length} documents, ${queries.length} queries\n\n${table(head, rows)}\n`,
  );
}
