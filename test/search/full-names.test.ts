import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Paper } from '../../src/core/paper/paper.ts';
import { createSearchEngine } from '../../src/search/engine.ts';
import { aLog, changingPapers, paper } from './support.ts';

const FIRST = ['Ada', 'Will', 'Do', 'An', 'Bo', 'Cy', 'Di', 'Ed', 'Flo', 'Guy'];
const LAST = ['Rossi', 'He', 'Thuy', 'You', 'Lovelace', 'Braun', 'Conti', 'Sato', 'Novak', 'Moreau'];
const PEOPLE = ['Ada Lovelace', 'An You', 'Will He'];
/** Everybody's first and last name, and nobody's in full. */
const REPORT = FIRST.flatMap((first) => LAST.map((last) => `${first} ${last}`)).filter(
  (name) => !PEOPLE.includes(name),
);

const PAPERS: readonly Paper[] = [
  ...Array.from({ length: 5 }, (_, i) => paper(`report-${i}`, `A report ${i}`, { authors: REPORT })),
  paper('lovelace', 'Notes on an engine', {
    authors: ['Ada Lovelace', 'Guy Sato'],
    publishedAt: '2024-05-01',
  }),
  paper('lovelace-new', 'More notes', { authors: ['Bo Braun', 'Ada Lovelace'], publishedAt: '2025-05-01' }),
  paper('initial', 'Older notes', { authors: ['A. Lovelace'], publishedAt: '2026-05-01' }),
  paper('you', 'Small models', { authors: ['An You'] }),
  paper('he', 'Large models', { authors: ['Will He'] }),
  paper('hyphen', 'Forests', { authors: ['Zhi-Hua Sato'] }),
  paper('title', 'Ada and Lovelace, a story', { abstract: 'Ada Lovelace wrote programs. Lovelace, Ada.' }),
];

async function startEngine() {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-full-names-'));
  const clock = { now: Date.now };
  const { source } = changingPapers(PAPERS);
  const engine = createSearchEngine({ folder, papers: source, log: aLog(), clock });
  onTestFinished(async () => {
    await engine.close();
    rmSync(folder, { recursive: true });
  });
  await engine.ready;
  return async (query: string) =>
    (await engine.search(query, { offset: 0, limit: 20 })).hits.map(({ paperId }) => paperId);
}

test('a person’s full name finds their papers first, the newest before the others, and then where initials may stand for it', async () => {
  const ask = await startEngine();
  const ids = await ask('Ada Lovelace');
  expect(ids.slice(0, 3)).toEqual(['lovelace-new', 'lovelace', 'initial']);
  expect(ids).toContain('title');
  expect(new Set(ids).size).toBe(ids.length);
  expect((await ask('lovelace, ada')).slice(0, 2)).toEqual(['lovelace-new', 'lovelace']);
  expect((await ask('zhi-hua sato'))[0]).toBe('hyphen');
});

test('a full name of stop words finds its person, too', async () => {
  const ask = await startEngine();
  expect((await ask('An You'))[0]).toBe('you');
  expect((await ask('will he'))[0]).toBe('he');
});

test('a word more, an operator or a single name are no full name', async () => {
  const ask = await startEngine();
  expect((await ask('ada lovelace wrote programs'))[0]).toBe('title');
  expect((await ask('lovelace story'))[0]).toBe('title');
  expect(await ask('Ada Lovelace after:2026')).not.toContain('lovelace-new');
});
