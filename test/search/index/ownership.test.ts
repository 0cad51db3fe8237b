import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createSearchEngine } from '../../../src/search/engine.ts';
import { findMismatch } from '../../../src/search/index/ownership.ts';
import { chooseSearchFolder } from '../../../src/search/storage/search-folder.ts';
import { SEGMENTATION } from '../../../src/search/text/tokenize.ts';
import { aLog, changingPapers, paper } from '../support.ts';

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-owner-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens, asks once and closes, as one command does; answers what was found and what was logged. */
async function ask(folder: string, papers: ReturnType<typeof changingPapers>, query: string) {
  const log = aLog();
  const engine = createSearchEngine({ folder, papers: papers.source, log, clock: { now: Date.now } });
  await engine.ready;
  const { total, hits } = await engine.search(query, { offset: 0, limit: 5 });
  await engine.close();
  const reasons = log.lines.flatMap(({ facts }) => ('reason' in facts ? [facts.reason] : []));
  return { total, ids: hits.map(({ paperId }) => paperId), reasons };
}

test('an index of another database is rebuilt, and never answers from', async () => {
  const folder = aFolder();
  const mine = changingPapers([paper('a', 'Walking robots')], 'mine');
  const other = changingPapers([paper('b', 'Walking dogs'), paper('c', 'Walking cats')], 'other');
  await ask(folder, other, 'walking');
  expect(await ask(folder, mine, 'walking')).toEqual({
    total: 1,
    ids: ['a'],
    reasons: ['other-database'],
  });
  expect(await ask(folder, mine, 'walking')).toMatchObject({ total: 1, reasons: [] });
});

test('an index that is ahead of its database, which is a restored copy, is rebuilt', async () => {
  const folder = aFolder();
  const before = changingPapers([paper('a', 'Walking robots')]);
  const after = changingPapers([paper('a', 'Walking robots')]);
  after.save([paper('b', 'Walking dogs')], 50);
  expect((await ask(folder, after, 'walking')).total).toBe(2);
  expect(await ask(folder, before, 'walking')).toEqual({
    total: 1,
    ids: ['a'],
    reasons: ['ahead-of-database'],
  });
});

test('an index whose words another version of Node has distinguished is rebuilt', () => {
  const meta = { checkpoint: 1, papers: 1, owner: 'mine', segmentation: SEGMENTATION };
  const origin = { owner: 'mine', lastChange: 1, papers: 1 };
  expect(findMismatch(meta, origin)).toBeUndefined();
  expect(findMismatch({ ...meta, segmentation: '0' }, origin)).toBe('other-segmentation');
});

test('databases in one folder have their indexes in folders of their own', () => {
  const urls = ['file:data/paperboy.sqlite', 'file:data/other.sqlite', 'file:other.db', 'file:/x/a.b.sqlite'];
  expect(urls.map(chooseSearchFolder)).toEqual([
    'data/search',
    'data/search-other',
    'search-other',
    '/x/search-a.b',
  ]);
});
