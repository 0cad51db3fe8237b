import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { type ModelServer, startModelServer } from '../../loopback/model-server.ts';
import { startMain } from './run-main.ts';
import { aWebServer } from './web-server.ts';

const DAY = '2026-04-30';
const [ITEM] = hfItems(1);
const ID = ITEM?.paper.id ?? '';
/** What the worker loads, and nothing else does, cannot be loaded: whoever reads without the worker succeeds. */
const WITHOUT_WORKER = `import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    if (url.endsWith('/src/parsing/parse-tasks.ts')) throw new Error('there is no worker');
    return next(url, context);
  },
});`;

let folder: string;
let upstream: Awaited<ReturnType<typeof aWebServer>>;
let model: ModelServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-worker-'));
  model = await startModelServer();
  const answers = new Map([
    // Long enough to be read apart from the event loop.
    ['/api/daily_papers', JSON.stringify([ITEM]) + ' '.repeat(1_100_000)],
    [`/api/papers/${ID}`, JSON.stringify(ITEM?.paper)],
    [`/papers/${ID}.md`, `# Introduction\n\n${'It reads large papers. '.repeat(100)}`],
  ]);
  upstream = await aWebServer((request, response) => {
    const text = answers.get(new URL(request.url ?? '/', 'http://localhost').pathname);
    response.writeHead(text === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(text);
  });
});
afterAll(async () => {
  await upstream.close();
  await model.close();
  rmSync(folder, { recursive: true, force: true });
});

/** All that a command line writes while no worker can be started. */
async function runWithoutWorker(...args: string[]): Promise<string> {
  const env = {
    ...{ HF_BASE_URL: upstream.url, ARXIV_BASE_URL: upstream.url, PAPERBOY_CLOCK: `${DAY}T12:00:00Z` },
    ...{ LLM_BASE_URL: model.baseUrl, LLM_MODEL: 'fake-1', LOG_LEVEL: 'warn' },
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WITHOUT_WORKER)}`,
  };
  const { stdout, stderr } = await startMain(args, { cwd: folder, env }).done;
  return stdout + stderr;
}

/** Which tasks were given up because there was no worker. */
function listGivenUp(text: string): string[] {
  const tasks = text
    .split('\n')
    .filter((line) => line.includes('A document is given up'))
    .map((line) => /"task":"(\w+)"/.exec(line)?.[1] ?? line);
  return [...new Set(tasks)];
}

describe('nobody else reads what the parse worker cannot', () => {
  it('of a file to import', async () => {
    writeFileSync(join(folder, 'papers.jsonl'), '{"id":"2604.00009","title":"Quartz"}');
    const text = await runWithoutWorker('import', 'papers.jsonl');
    expect(listGivenUp(text), text).toEqual(['parseImportTexts']);
  }, 180_000);

  it('of a list of papers', async () => {
    const text = await runWithoutWorker('backfill', '--from', DAY, '--to', DAY);
    expect(listGivenUp(text), text).toContain('parseListPage');
  }, 180_000);

  it('of a full text, and of what a model is to be asked', async () => {
    const text = await runWithoutWorker('summary', ID, '--style', 'bullets');
    expect(listGivenUp(text), text).toEqual(expect.arrayContaining(['parseMarkdown', 'sourceText']));
    expect(text).toContain('a document could not be read');
    expect(model.asked).toEqual([]);
  }, 180_000);
});
