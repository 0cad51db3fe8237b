import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShell } from './shell.ts';

let folder: string;
const shell = openShell();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-whose-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (database: string, ...args: string[]) => {
  const env = { LOG_LEVEL: 'error', DATABASE_URL: `file:${database}` };
  const { code, stdout, stderr } = await shell.run(args, { cwd: folder, env });
  expect(code, stderr).toBe(0);
  return stdout;
};

const importPaper = (database: string, id: string, title: string) => {
  writeFileSync(join(folder, `${id}.jsonl`), JSON.stringify({ id, title, abstract: '', authors: [] }));
  return run(database, 'import', `${id}.jsonl`);
};

describe('the search index', () => {
  it('of each of two databases in one folder finds its own papers, and no others', async () => {
    await importPaper('two.sqlite', 'robots', 'Walking robots');
    await importPaper('one.sqlite', 'tomatoes', 'Growing tomatoes');
    for (const owner of ['one.sqlite', 'two.sqlite']) {
      await run(owner, 'reindex');
      expect(await run('one.sqlite', 'search', 'growing')).toMatch(
        /1 paper\n(?:.|\n){1,200}Growing tomatoes/,
      );
      expect(await run('one.sqlite', 'search', 'walking')).toContain('0 papers');
      expect(await run('two.sqlite', 'search', 'walking')).toMatch(/1 paper\n(?:.|\n){1,200}Walking robots/);
      expect(await run('two.sqlite', 'search', 'growing')).toContain('0 papers');
    }
  }, 120_000);

  it('is rebuilt where another database takes the place of its own, or an older copy of it', async () => {
    await importPaper('paperboy.sqlite', 'tomatoes', 'Growing tomatoes');
    copyFileSync(join(folder, 'paperboy.sqlite'), join(folder, 'backup'));
    await importPaper('paperboy.sqlite', 'cabbage', 'Growing cabbage');
    await run('paperboy.sqlite', 'reindex');
    expect(await run('paperboy.sqlite', 'search', 'growing')).toContain('2 papers');
    copyFileSync(join(folder, 'backup'), join(folder, 'paperboy.sqlite'));
    expect(await run('paperboy.sqlite', 'search', 'growing')).toMatch(
      /1 paper\n(?:.|\n){1,200}Growing tomatoes/,
    );
    expect(await run('paperboy.sqlite', 'search', 'cabbage')).toContain('0 papers');

    await importPaper('elsewhere/other.sqlite', 'robots', 'Walking robots');
    await run('paperboy.sqlite', 'reindex');
    copyFileSync(join(folder, 'elsewhere/other.sqlite'), join(folder, 'paperboy.sqlite'));
    expect(await run('paperboy.sqlite', 'search', 'growing')).toContain('0 papers');
    expect(await run('paperboy.sqlite', 'search', 'walking')).toMatch(
      /1 paper\n(?:.|\n){1,200}Walking robots/,
    );
  }, 120_000);
});
