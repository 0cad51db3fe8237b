import { mkdtempSync, readFileSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { CLOSE } from '../../../src/rpc/worker-messages.ts';
import { createSearchEngine } from '../../../src/search/engine.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { Segment } from '../../../src/search/postings/segment.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { aLog, buildSegment, changingPapers, paper } from '../support.ts';

/** An engine whose index holds two papers, opened from the disk. */
async function anEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-cut-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { source, save } = changingPapers([paper('a', 'Attention sinks'), paper('b', 'Graph networks')]);
  const log = aLog();
  const make = () => createSearchEngine({ folder, papers: source, log, clock: { now: Date.now } });
  const first = make();
  await first.ready;
  await first.close();
  const engine = make();
  onTestFinished(() => engine.close());
  await engine.ready;
  const ask = async (query: string) =>
    (await engine.search(query, { offset: 0, limit: 5 })).hits.map(({ paperId }) => paperId);
  const rebuilds = () => log.lines.filter(({ message }) => message === 'Rebuilding the search index').length;
  const path = join(folder, 'papers.index');
  return { engine, ask, rebuilds, save, log, path, cut: () => truncateSync(path, 10) };
}

test('an index that is cut short while it is in use is rebuilt, and a search meanwhile says so', async () => {
  const { ask, cut, rebuilds } = await anEngine();
  cut();
  await expect(ask('attention')).rejects.toMatchObject({
    code: 'index-damaged',
    fix: 'Try again in a minute.',
  });
  await vi.waitFor(async () => expect(await ask('attention')).toEqual(['a']), { timeout: 20_000 });
  expect(rebuilds()).toBe(1);
});

test('an index that is written over in place while it is in use is rebuilt', async () => {
  const { ask, path, rebuilds } = await anEngine();
  const content = readFileSync(path);
  writeFileSync(path, content.fill(7, 100, content.length - 100), { flag: 'r+' });
  await expect(ask('attention')).rejects.toMatchObject({ code: 'index-damaged' });
  await vi.waitFor(async () => expect(await ask('attention')).toEqual(['a']), { timeout: 20_000 });
  expect(rebuilds()).toBe(1);
});

test('an index whose file was only touched, or that took the name of another, is not built again', async () => {
  const { engine, ask, path, rebuilds } = await anEngine();
  await engine.rebuild();
  expect(await ask('attention')).toEqual(['a']);
  utimesSync(path, new Date(), new Date(Date.now() + 5_000));
  await vi.waitFor(async () => expect(await ask('attention')).toEqual(['a']), { timeout: 20_000 });
  expect(rebuilds()).toBe(0);
});

test('a paper that is saved while the index is cut is found afterward', async () => {
  const { engine, ask, cut, rebuilds, save } = await anEngine();
  const revised = [paper('a', 'Attention sinks, revised')];
  cut();
  save(revised, Date.now());
  await engine.update(revised);
  await vi.waitFor(async () => expect(await ask('revised')).toEqual(['a']), { timeout: 20_000 });
  expect(rebuilds()).toBe(1);
});

test('a worker that dies is started again, and answers', async () => {
  const messages = vi.spyOn(Worker.prototype, 'postMessage');
  onTestFinished(() => messages.mockRestore());
  const { ask, log } = await anEngine();
  const worker = messages.mock.contexts.at(-1) as Worker;
  // It ends by itself: to tear a thread down from outside may take the process along.
  worker.postMessage(CLOSE);
  await vi.waitFor(async () => expect(await ask('attention')).toEqual(['a']), { timeout: 20_000 });
  expect(log.lines).toContainEqual({
    level: 'error',
    message: 'The search worker died',
    facts: expect.objectContaining({ deaths: 1 }),
  });
});

test('a query that the disk refuses in its middle leaves nothing behind for the next one', () => {
  const { arrays } = buildSegment([paper('a', 'Attention networks'), paper('b', 'Graph networks')]);
  let refuses = false;
  const segment = new Segment(arrays, new Uint8Array(), {
    postings: (from, to) => {
      // The list of the word that both have is read after the rarer one's.
      if (refuses && to - from === 2) throw new Error('the disk is gone');
    },
  });
  const index = new SearchIndex([segment]);
  const ask = (query: string) => index.search(parseQuery(query), { offset: 0, limit: 5 });
  refuses = true;
  expect(() => ask('attention networks')).toThrow('the disk is gone');
  refuses = false;
  expect(ask('attention').hits.map(({ paperId }) => paperId)).toEqual(['a']);
});
