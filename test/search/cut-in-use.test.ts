import { mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSearchEngine } from '../../src/search/engine.ts';
import { aLog, changingPapers, paper } from './support.ts';

test('an index that is cut short while it is in use is built anew, and who asks meanwhile is told', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-cut-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { source } = changingPapers([paper('a', 'Attention sinks'), paper('b', 'Graph networks')]);
  const make = () => createSearchEngine({ folder, papers: source, log: aLog(), clock: { now: Date.now } });
  const first = make();
  await first.ready;
  await first.close();
  const engine = make();
  onTestFinished(() => engine.close());
  await engine.ready;
  truncateSync(join(folder, 'papers.index'), 100);
  const ask = () => engine.search('attention', { offset: 0, limit: 5 });
  await expect(ask()).rejects.toMatchObject({ code: 'index-damaged', fix: 'Try again in a minute.' });
  await engine.rebuild();
  expect((await ask()).hits.map(({ paperId }) => paperId)).toEqual(['a']);
});
