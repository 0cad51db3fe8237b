import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseQuery } from '../../src/search/query/query.ts';
import { buildPaperIndex } from '../search/memory-index.ts';
import { table } from '../search/table.ts';
import { readRecording } from '../taste/days.ts';
import { findFault, Judged } from './judge.ts';

/**
 * `npm run bench:queries -- DAYS`: 100 queries as people type them, over the papers of a folder of recorded days, and what must
 * be among the first three papers of each. Prints the share of each kind that is right, and what is wrong.
 */
const [folder] = process.argv.slice(2);
const queries = z
  .array(Judged)
  .parse(JSON.parse(readFileSync(new URL('./queries.json', import.meta.url), 'utf8')));
const papers = readRecording(folder).papers.map(({ paper }) => paper);
const byId = new Map(papers.map((paper) => [paper.id, paper]));
const index = buildPaperIndex(papers);
const kinds = new Map<string, { asked: number; right: number }>();
const faults: string[] = [];
for (const judged of queries) {
  const { hits, notes } = index.search(parseQuery(judged.query), { offset: 0, limit: 3 });
  const found = hits.flatMap(({ paperId }) => byId.get(paperId) ?? []);
  const fault = findFault(judged, { found, notes, papers });
  const { asked, right } = kinds.get(judged.kind) ?? { asked: 0, right: 0 };
  kinds.set(judged.kind, { asked: asked + 1, right: right + Number(fault === undefined) });
  if (fault !== undefined) faults.push(`${judged.query}: ${fault}`);
}
const rows = [...kinds].map(([kind, { asked, right }]) => [kind, `${right}`, `${asked}`]);
const right = queries.length - faults.length;
rows.push(['all', `${right}`, `${queries.length}`]);
process.stdout.write(`${papers.length} papers\n\n${table(['kind', 'right', 'of'], rows)}\n`);
for (const fault of faults) process.stdout.write(`\n${fault}`);
process.stdout.write('\n');
