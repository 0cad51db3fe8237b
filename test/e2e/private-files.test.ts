import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/builders.ts';
import { listShippedFiles, listShippedPackages } from '../support/shipped-packages.ts';
import { startMain } from './run-main.ts';
import { aWebServer } from './web-server.ts';

const ROOT = resolve(import.meta.dirname, '../..');

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

/** Looks at everything below `data` all the time; what anybody but its owner could read or change at any moment. */
function watchModes(): () => string[] {
  const seen = new Set<string>();
  const data = join(folder, 'data');
  const look = () => {
    const below = existsSync(data) ? readdirSync(data, { recursive: true, encoding: 'utf8' }) : [];
    for (const name of ['.', ...below]) {
      const mode = (statSync(join(data, name), { throwIfNoEntry: false })?.mode ?? 0) & 0o077;
      if (mode !== 0) seen.add(name);
    }
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return [...seen];
  };
}

/** An embeddings endpoint: each text lies somewhere else. */
const answerEmbeddings: RequestListener = (request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += String(chunk)));
  request.on('end', () => {
    const { input } = JSON.parse(body) as { input: string | string[] };
    const data = [input].flat().map((text, index) => ({ index, embedding: [text.length, 1, 2, 3] }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data }));
  });
};

/** Runs the bot as a service, and looks at its files while it has them open. */
async function modesWhileServing(more: Record<string, string> = {}): Promise<Record<string, string>> {
  const bot = startMain(['start'], { cwd: folder, env: { ...env, ...more, LOG_LEVEL: 'info' } });
  await until(() => bot.text().includes('Search index'), `the index is there:\n${bot.text()}`, 30_000);
  if (more.EMBEDDINGS_BASE_URL)
    await until(
      () => existsSync(join(folder, 'data/search/papers.vectors')),
      `the vectors are there:\n${bot.text()}`,
      30_000,
    );
  const seen = modes();
  bot.process.stdin?.end();
  bot.process.kill('SIGTERM');
  await bot.done;
  expect(Object.entries(seen).filter(([, mode]) => !/^[67]00$/.test(mode))).toEqual([]);
  return seen;
}

/** Leaves what a process has beside the database while it runs. */
async function killWhileServing(): Promise<void> {
  const bot = startMain(['start'], { cwd: folder, env: { ...env, LOG_LEVEL: 'info' } });
  await until(() => bot.text().includes('Search index'), `the index is there:\n${bot.text()}`, 30_000);
  bot.process.kill('SIGKILL');
  await bot.done;
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
      const embeddings = await aWebServer(answerEmbeddings);
      onTestFinished(() => embeddings.close());
      const listSeen = watchModes();
      const { code, stderr } = await startMain(['import', 'papers.jsonl'], { cwd: folder, env, input: '' })
        .done;
      expect(code, stderr).toBe(0);
      expect(stderr).not.toContain('private');
      const seen = await modesWhileServing({ EMBEDDINGS_BASE_URL: embeddings.url, EMBEDDINGS_MODEL: 'm' });
      expect(seen).toMatchObject({ ...ALL_PRIVATE, 'data/search/papers.vectors': '600' });
      expect(listSeen()).toEqual([]);
    },
    60_000,
  );

  it('of compiled code is private, too: what others could have put there is not run, and thrown away', async () => {
    process.umask(0);
    for (const name of listShippedFiles()) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    for (const path of listShippedPackages()) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      symlinkSync(join(ROOT, path), join(folder, path));
    }
    const main = join(folder, 'src/main.ts');
    const run = (...args: string[]) =>
      startMain(args, { cwd: folder, env: { ...env, NODE_COMPILE_CACHE: '' }, input: '', main }).done;
    const code = join(folder, 'node_modules/.cache/paperboy');
    expect((await run('search', 'ours')).stderr).not.toContain(code);
    expect(statSync(code).mode & 0o777).toBe(0o700);
    expect(readdirSync(code).length).toBeGreaterThan(0);
    chmodSync(code, 0o777);
    writeFileSync(join(code, 'planted'), '');
    expect((await run('search', 'ours')).stderr).toContain(code);
    expect([statSync(code).mode & 0o777, existsSync(join(code, 'planted'))]).toEqual([0o700, false]);
    expect((await run('search', 'ours')).stderr).not.toContain(code);
  }, 60_000);

  it('becomes private where it was not, side files of a killed process included, and each is reported with its path', async () => {
    process.umask(0o022);
    await startMain(['import', 'papers.jsonl'], { cwd: folder, env, input: '' }).done;
    const data = join(folder, 'data');
    await killWhileServing();
    writeFileSync(join(data, 'search/papers.vectors'), '');
    const files = [
      ...['', '-wal', '-shm', '.serving'].map((end) => `paperboy.sqlite${end}`),
      ...['search/papers.index', 'search/papers.vectors'],
    ];
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
