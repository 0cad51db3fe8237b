import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { startMain } from './run-main.ts';

let folder: string;
let umask: number;
beforeEach(() => {
  umask = process.umask();
  folder = mkdtempSync(join(tmpdir(), 'paperboy-private-'));
  const paper = { id: 'mine', title: 'A paper of ours', abstract: 'It works.' };
  writeFileSync(join(folder, 'papers.jsonl'), JSON.stringify(paper));
});
afterEach(() => {
  process.umask(umask);
  rmSync(folder, { recursive: true, force: true });
});

const env = {
  HF_BASE_URL: 'http://127.0.0.1:9',
  ARXIV_BASE_URL: 'http://127.0.0.1:9',
  PAPERBOY_CLOCK: '2026-04-30T12:00:00Z',
};

/** The mode of everything below `data`, by its path. */
function modes(): Record<string, string> {
  const data = join(folder, 'data');
  const below = readdirSync(data, { recursive: true, encoding: 'utf8' }).map((name) => join(data, name));
  return Object.fromEntries(
    [data, ...below]
      .toSorted()
      .map((path) => [relative(folder, path), (statSync(path).mode & 0o777).toString(8)]),
  );
}

/** Runs the bot as a service, and looks at its files while it has them open. */
async function modesWhileServing(): Promise<Record<string, string>> {
  const bot = startMain(['start'], { cwd: folder, env: { ...env, LOG_LEVEL: 'info' } });
  await until(() => bot.text().includes('Search index'), `the index is there:\n${bot.text()}`, 30_000);
  const seen = modes();
  bot.process.stdin?.end();
  bot.process.kill('SIGTERM');
  await bot.done;
  expect(Object.entries(seen).filter(([, mode]) => !/^[67]00$/.test(mode))).toEqual([]);
  return seen;
}

const ALL_PRIVATE = {
  data: '700',
  'data/paperboy.sqlite': '600',
  'data/paperboy.sqlite-shm': '600',
  'data/paperboy.sqlite-wal': '600',
  'data/paperboy.sqlite.serving': '600',
  'data/search': '700',
  'data/search/papers.index': '600',
};

describe('what the bot writes', () => {
  it.each([0o000, 0o022, 0o077])(
    'is private from the first moment under the umask %i',
    async (mask) => {
      process.umask(mask);
      const { code, stderr } = await startMain(['import', 'papers.jsonl'], { cwd: folder, env, input: '' })
        .done;
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain('private');
      expect(await modesWhileServing()).toMatchObject(ALL_PRIVATE);
    },
    60_000,
  );

  it('becomes private where it was not, side files of a killed process included, and each is reported with its path', async () => {
    process.umask(0o022);
    await startMain(['import', 'papers.jsonl'], { cwd: folder, env, input: '' }).done;
    const data = join(folder, 'data');
    writeFileSync(join(data, 'paperboy.sqlite.serving'), '');
    const files = ['paperboy.sqlite', 'paperboy.sqlite.serving', 'search/papers.index'];
    for (const name of files) chmodSync(join(data, name), 0o644);
    for (const name of ['search', '.']) chmodSync(join(data, name), 0o755);
    const { stderr } = await startMain(['search', 'ours'], { cwd: folder, env, input: '' }).done;
    for (const name of [...files, 'search']) expect(stderr).toContain(join(data, name));
    expect(stderr).toMatch(/"?now"?: ?"0700"/);
    expect(await modesWhileServing()).toMatchObject(ALL_PRIVATE);
    expect((await startMain(['search', 'ours'], { cwd: folder, env, input: '' }).done).stderr).not.toContain(
      data,
    );
  }, 60_000);

  it('leaves a folder that holds other things, and a mode for a group', async () => {
    const data = join(folder, 'data');
    mkdirSync(data);
    chmodSync(data, 0o755);
    writeFileSync(join(data, 'of-somebody-else.txt'), '');
    await startMain(['import', 'papers.jsonl'], { cwd: folder, env, input: '' }).done;
    chmodSync(join(data, 'paperboy.sqlite'), 0o640);
    const { stderr } = await startMain(['search', 'ours'], { cwd: folder, env, input: '' }).done;
    expect(stderr).not.toContain(data);
    expect(modes()).toMatchObject({ data: '755', 'data/paperboy.sqlite': '640', 'data/search': '700' });
    chmodSync(data, 0o777);
    const warned = await startMain(['search', 'ours'], { cwd: folder, env, input: '' }).done;
    expect(warned.stderr).toContain('others on this machine may write to the folder of the database');
    expect(modes()).toMatchObject({ data: '777' });
  }, 60_000);
});
