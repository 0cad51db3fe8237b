import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMain } from './run-main.ts';

it('import lists for each file which fields are not in its papers, and of how many records', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => startMain(args, { cwd: folder, env: { LOG_LEVEL: 'error' } }).done;
  const record = (n: number, more: object) =>
    JSON.stringify({
      id: `0704.000${n}`,
      title: `Paper ${n}`,
      categories: 'hep-ph',
      submitter: 'P N',
      ...more,
    });
  writeFileSync(
    join(folder, 'kaggle.jsonl'),
    [record(1, { comments: '37 pages' }), record(2, { license: null })].join('\n'),
  );
  writeFileSync(
    join(folder, 'zotero.json'),
    JSON.stringify([{ id: 'item', type: 'article', title: 'A CSL item', DOI: '10.48550/arXiv.2405.01234' }]),
  );
  const { stdout, code } = await run('import', 'kaggle.jsonl', 'zotero.json');
  expect(stdout).toContain(
    'kaggle.jsonl: fields not imported, and in how many records: submitter (2), comments (1)',
  );
  expect(stdout).toContain('zotero.json: fields not imported, and in how many records: type (1)');
  expect(stdout).toContain('3 papers added');
  expect(code).toBe(0);
  expect((await run('search', 'CSL')).stdout).toContain('2405.01234');
}, 60_000);

it('import reads the lines before and after a hostile one, which it names, and a title of 30 MB is found in no time', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]) => startMain(args, { cwd: folder, env: { LOG_LEVEL: 'error' } }).done;
  const lines = [
    '{"id":"2604.00001","title":"Quartz one"}',
    '{"id":"2604.00002","title":"Two","date":{"toString":1,"valueOf":1}}',
    `{"id":"2604.00003","title":"${'Quartz '.repeat(1_000_000)}"}`,
    `{"id":"2604.00004","title":"${'Quartz '.repeat(4_000_000)}"}`,
    '{"id":"2604.00005","title":"Quartz five"}',
  ];
  writeFileSync(join(folder, 'papers.jsonl'), lines.join('\n'));
  const { stdout, code } = await run('import', 'papers.jsonl');
  expect(stdout).toContain('papers.jsonl:2 has a date that cannot be read');
  expect(stdout).toContain('papers.jsonl:4 is too long; skipped');
  expect(stdout).toContain('3 papers added');
  expect(code).toBe(0);
  const found = await run('search', 'Quartz');
  expect(found.stdout).toContain('3 papers');
  expect(found.stdout.length).toBeLessThan(3_000);
}, 60_000);
