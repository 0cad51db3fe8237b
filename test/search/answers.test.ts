import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createSearchEngine } from '../../src/search/engine.ts';
import { aLog } from '../support/builders.ts';
import { changingPapers, paper } from './support.ts';

const PAPERS = [
  paper('a', 'Attention sinks in language models', { abstract: 'We study attention sinks.' }),
  paper('b', 'Graph networks for molecules', { abstract: 'Molecules are graphs.' }),
  paper('c', 'Efficient streaming attention', { abstract: 'Attention sinks keep streaming stable.' }),
];

/** An engine over papers, with an index of its own. */
function anEngine({ source }: ReturnType<typeof changingPapers>, more: Partial<typeof source> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-answers-'));
  const papers = { ...source, ...more };
  const engine = createSearchEngine({ folder, papers, log: aLog(), clock: { now: Date.now } });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return engine;
}

describe('an answer', () => {
  test('has the same papers where nobody reads the snippets', async () => {
    const engine = anEngine(changingPapers(PAPERS));
    await engine.ready;
    const page = { offset: 0, limit: 5 };
    const whole = await engine.search('attention sinks', page);
    const short = await engine.search('attention sinks', { ...page, hasNoSnippets: true });
    expect(whole.hits.flatMap(({ snippet }) => snippet)).not.toEqual([]);
    expect(short.hits).toEqual(whole.hits.map((hit) => ({ ...hit, snippet: [] })));
    expect(short.total).toBe(whole.total);
  });

  test('says that there may be more while the first index is being built', async () => {
    const papers = changingPapers(PAPERS);
    const gate = Promise.withResolvers<void>();
    async function* readAll(batchSize: number) {
      await gate.promise;
      yield* papers.source.readAll(batchSize);
    }
    const engine = anEngine(papers, { readAll });
    const ask = () => engine.findSimilar(PAPERS[0] as Paper, 5);
    expect(await ask()).toMatchObject({ hits: [], isIncomplete: true });
    gate.resolve();
    await engine.ready;
    expect(await ask()).not.toHaveProperty('isIncomplete');
  });
});
