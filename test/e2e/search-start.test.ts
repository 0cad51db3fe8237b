import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startMain } from './run-main.ts';

/** Writes each file that a thread loads, after the thread's number: 0 is the process's own. */
const LISTING = `import { registerHooks } from 'node:module';
import { writeSync } from 'node:fs';
import { threadId } from 'node:worker_threads';
registerHooks({
  load(url, context, next) {
    writeSync(2, threadId + ' ' + url + '\\n');
    return next(url, context);
  },
});`;

/** What a search on the command line loads, by thread. */
async function listLoaded(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(LISTING)}` };
  const { stderr, code } = await startMain(['search', 'sinks'], { cwd: folder, env }).done;
  expect(code, stderr).toBe(0);
  const lines = stderr.split('\n').flatMap((line) => {
    const [, thread, url] = /^(\d+) (\S+)$/.exec(line) ?? [];
    return thread !== undefined && url !== undefined ? [{ thread, url }] : [];
  });
  const byThread = Map.groupBy(lines, ({ thread }) => thread);
  return new Map([...byThread].map(([thread, loaded]) => [thread, loaded.map(({ url }) => url)]));
}

it('a search loads nothing that only a request, a log line or a new version needs, and one worker', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-start-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  // The first one makes the tables and the index.
  await listLoaded(folder);
  const loaded = await listLoaded(folder);
  const own = loaded.get('0') ?? [];
  expect(own.some((url) => url.endsWith('src/app/run.ts'))).toBe(true);
  for (const name of [
    '/ky/',
    '/pino-pretty/',
    'src/store/migrations/0',
    '/discord.js/',
    '/@slack/',
    '/hono/',
  ])
    expect(own.filter((url) => url.includes(name))).toEqual([]);
  const searching = [...loaded.values()].filter((urls) =>
    urls.some((url) => url.endsWith('src/search/index/search-worker.ts')),
  );
  expect(searching).toHaveLength(1);
}, 120_000);
