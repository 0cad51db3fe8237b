import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { benchFolder } from './bench-folder.ts';
import { readPapers } from './corpus.ts';

/**
 * `node bench/search/known-item.ts DAYS [FILE]`: three keywords that Hugging Face gave a paper are to find that paper
 * again, by its title and abstract alone, among all papers of the recorded days (and those of FILE, JSON lines).
 */
const [days = '', file] = process.argv.slice(2);
/** One in so many papers is asked for. */
const ASKED = 8;

const Item = z.object({
  paper: z.object({
    id: z.string(),
    title: z.string(),
    summary: z.string(),
    ai_keywords: z.array(z.string()).optional(),
  }),
});

const papers = new Map<string, z.infer<typeof Item>['paper']>();
for (const name of readdirSync(days).filter((entry) => entry.endsWith('.json.gz'))) {
  const items = z.array(Item).parse(JSON.parse(gunzipSync(readFileSync(join(days, name))).toString()));
  for (const { paper } of items) papers.set(paper.id, paper);
}
const others = (file === undefined ? [] : readPapers(file)).filter(({ id }) => !papers.has(id));
const withKeywords = [...papers.values()].filter(({ ai_keywords: keywords }) => (keywords?.length ?? 0) >= 3);
const asked = withKeywords.filter((_, i) => i % ASKED === 0);
const folder = join(mkdtempSync(join(tmpdir(), 'paperboy-known-')), 'known-item');
mkdirSync(folder);
const lines = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');
const docs = [...papers.values()].map(({ id, title, summary }) => ({ _id: id, title, text: summary }));
writeFileSync(
  join(folder, 'corpus.jsonl'),
  lines([...docs, ...others.map(({ id, title, text }) => ({ _id: id, title, text }))]),
);
writeFileSync(
  join(folder, 'queries.jsonl'),
  lines(
    asked.map(({ id, ai_keywords: keywords = [] }) => ({ _id: id, text: keywords.slice(0, 3).join(' ') })),
  ),
);
writeFileSync(
  join(folder, 'qrels.tsv'),
  ['query-id\tcorpus-id\tscore', ...asked.map(({ id }) => `${id}\t${id}\t1`)].join('\n'),
);
try {
  process.stdout.write(`\n${await benchFolder(folder)}\n`);
} finally {
  rmSync(join(folder, '..'), { recursive: true, force: true });
}
