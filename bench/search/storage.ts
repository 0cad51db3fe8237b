import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VectorIndex } from '../../src/search/embeddings/vector-index.ts';
import { createSearchEngine } from '../../src/search/engine.ts';
import { openIndexFile } from '../../src/search/index/index-file.ts';
import { readSnapshot } from '../../src/search/storage/snapshot-reader.ts';
import { generator, grow, readPapers } from './corpus.ts';
import { corpusPapers, silentLog } from './memory-papers.ts';
import { table } from './table.ts';

/**
 * `node bench/search/storage.ts FILE SIZE`: what reading the index when it is needed saves at its opening, and what one bit a
 * number saves in a scan of vectors. The quickest of five runs counts.
 */
const [file = '', size = '10000'] = process.argv.slice(2);
const RUNS = 5;
const VECTORS = 20_000;
const DIMENSIONS = 384;

const folder = mkdtempSync(join(tmpdir(), 'paperboy-storage-'));
try {
  const papers = corpusPapers(grow(readPapers(file).slice(0, Number(size)), Number(size)));
  const engine = createSearchEngine({ folder, papers, log: silentLog, clock: { now: Date.now } });
  await engine.ready;
  await engine.close();
  const path = join(folder, 'papers.index');
  const rows = [
    ['open, arrays read when needed', milliseconds(() => openIndexFile(path).close())],
    ['open, everything read at once', milliseconds(() => readSnapshot(path).close())],
    ...scanRows(),
  ];
  process.stdout.write(`${size} papers, ${statSync(path).size} bytes\n\n${table(['step', 'ms'], rows)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function milliseconds(run: () => void): string {
  const times = Array.from({ length: RUNS }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  });
  return Math.min(...times).toFixed(1);
}

function scanRows(): string[][] {
  const random = generator(3);
  const vector = () => Float32Array.from({ length: DIMENSIONS }, () => random() - 0.5);
  const vectors = new VectorIndex({ model: 'bench', dimensions: DIMENSIONS });
  for (let i = 0; i < VECTORS; i++) vectors.set(`${i}`, vector(), 0);
  const asked = vector();
  const ids = [...vectors.listIds()];
  return [
    [`nearest of ${VECTORS} vectors, by bits first`, milliseconds(() => vectors.findNearest(asked, 100))],
    [
      `nearest of ${VECTORS} vectors, all measured`,
      milliseconds(() => {
        const all = ids.map((id) => ({ id, cosine: vectors.computeCosine(asked, id) ?? 0 }));
        all.sort((a, b) => b.cosine - a.cosine);
      }),
    ],
  ];
}
