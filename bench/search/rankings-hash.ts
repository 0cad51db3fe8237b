import { createHash } from 'node:crypto';
import { parseQuery } from '../../src/search/query/query.ts';
import { readPapers } from './corpus.ts';
import { buildMemoryIndex } from './memory-index.ts';
import { titleQueries } from './title-queries.ts';

/**
 * `node bench/search/rankings-hash.ts FILE [SIZE]`: one hash of the first 100 papers and their scores, to the last digit, for
 * 360 queries over the first papers of a file of JSON lines. A change that is not meant to change rankings leaves it as it is.
 */
const [file = '', size = '10000'] = process.argv.slice(2);
const docs = readPapers(file).slice(0, Number(size));
const index = buildMemoryIndex(docs);
const hash = createHash('sha256');
const from = performance.now();
for (const query of titleQueries(docs)) {
  const { hits, total } = index.search(parseQuery(query), { offset: 0, limit: 100 });
  hash.update(JSON.stringify([query, total, hits.map(({ paperId, score }) => [paperId, score])]));
}
const ms = performance.now() - from;
process.stdout.write(`${hash.digest('hex').slice(0, 16)}  ${docs.length} papers, ${ms.toFixed(0)} ms\n`);
