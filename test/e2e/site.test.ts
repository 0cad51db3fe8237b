import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, papers, saveEdition } from '../support/builders.ts';
import { startMain } from './run-main.ts';

it('site writes the pages of a database to a folder, with a clear word for what cannot be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-site-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { LOG_LEVEL: 'error', DATABASE_URL: 'file:papers.sqlite' };
  const run = (...args: string[]) => startMain(['site', ...args], { cwd: folder, env }).done;
  const url = 'https://name.github.io/papers';
  const [nowhere, empty, days] = await Promise.all([
    run('--out', 'pages'),
    run('--out', 'pages', '--url', url),
    run('--out', 'pages', '--url', url, '--days', '0'),
  ]);
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('Give it with --url')]);
  for (const { stdout } of [nowhere, empty, days]) expect(stdout).toBe('');
  expect([empty.code, empty.stderr]).toEqual([2, expect.stringContaining('There are no papers')]);
  expect([days.code, days.stderr]).toEqual([2, expect.stringContaining('--days is a whole number')]);
  const store = await openStore({ url: `file:${join(folder, 'papers.sqlite')}`, log: aLog() });
  await saveEdition(store, papers(12), Date.parse('2026-04-30T12:00:00Z'));
  await store.close();
  const first = await run('--out', 'Seiten – “neu”', '--url', url);
  expect([first.code, first.stderr]).toEqual([0, '']);
  expect(first.stdout).toContain('0 outdated files deleted');
  const page = readFileSync(join(folder, 'Seiten – “neu”', 'index.html'), 'utf8');
  expect(page).toContain('href="/papers/paper/2604.00001/"');
  expect((await run('--out', 'Seiten – “neu”', '--url', url)).stdout).toContain('0 new or changed files');
  writeFileSync(join(folder, 'file'), '');
  const denied = await run('--out', 'file', '--url', url);
  expect([denied.code, denied.stderr]).toEqual([2, expect.stringContaining('is a file, and no folder')]);
  expect(existsSync(join(folder, 'pages', 'index.html'))).toBe(false);
}, 90_000);
