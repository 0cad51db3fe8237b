import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { buildIndexFile } from '../../../src/search/index/index-builder.ts';
import { openIndexFile } from '../../../src/search/index/index-file.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { LatentModel } from '../../../src/search/latent/latent-model.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { readSnapshot } from '../../../src/search/storage/snapshot-reader.ts';
import { aLog, buildSegment, changingPapers, createRandom, paper } from '../support.ts';

/** Thousands of papers, so that no array of the index fits into one piece read on demand; some words are in all of them. */
function manyPapers(count: number) {
  const random = createRandom(7);
  const word = () => `w${Math.floor(3000 * random() ** 3).toString(36)}x`;
  const text = (length: number) => Array.from({ length }, word).join(' ');
  return Array.from({ length: count }, (_, i) =>
    paper(`2604.${String(i).padStart(5, '0')}`, `Common ${text(6)}`, {
      abstract: `common words ${text(60)}`,
    }),
  );
}

test('an index read on demand answers as one that is in memory as a whole', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-opened-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, 'papers.index');
  const papers = manyPapers(3000);
  const { source } = changingPapers(papers);
  const clock = { now: Date.now };
  const { signal } = new AbortController();
  await buildIndexFile({ papers: source, path, clock, log: aLog(), signal });

  const opened = openIndexFile(path, 0);
  onTestFinished(() => opened.close());
  const whole = readSnapshot(path).blobs.find(({ kind }) => kind === 'latent model');
  const model = whole && LatentModel.fromArrays(whole.arrays);
  const segment = buildSegment(papers);
  segment.latent = model?.projectSegment(segment);
  expect(segment.latent).toBeDefined();
  const inMemory = new SearchIndex([segment], { model });
  const loadedWhenNeeded = new SearchIndex(opened.segments, { model: opened.model });

  const random = createRandom(11);
  const some = () => papers[Math.floor(random() * papers.length)]?.title.split(' ') ?? [];
  for (let i = 0; i < 60; i++) {
    const words = some().slice(i % 3, 2 + (i % 5));
    const query = parseQuery(i % 7 === 0 ? `"${words.join(' ')}"` : words.join(' '));
    const page = { offset: 0, limit: 20 };
    expect(loadedWhenNeeded.search(query, page)).toEqual(inMemory.search(query, page));
  }
  expect(loadedWhenNeeded.suggest('common w', 5)).toEqual(inMemory.suggest('common w', 5));
  expect([...loadedWhenNeeded.listPaperIds()]).toEqual([...inMemory.listPaperIds()]);
});
