import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { startMain } from './run-main.ts';
import { openShell } from './shell.ts';
import { aWebServer } from './web-server.ts';

const WORDS = 'the-words-of-an-internal-proxy';
const ENDS = [
  'subscribe time:09:00',
  'status',
  'show 2604.99999',
  'today',
  'trending',
  'search beyond',
  'a',
  'search beyond',
  'b',
  'post-now',
];

let folder: string;
const shell = openShell();
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-words-'));
  const paper = { id: '2604.00001', title: 'A paper of ours', abstract: 'It works. It works well.' };
  writeFileSync(join(folder, 'papers.jsonl'), JSON.stringify(paper));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ['refuses in words of its own', 400, WORDS],
  ['fails', 503, WORDS],
  ['answers with a page', 200, `<html>${WORDS}</html>`],
  ['answers with other things', 200, JSON.stringify([{ paper: { id: WORDS } }])],
  [
    'refuses the question in its own format',
    200,
    `<feed><entry><id>http://a/api/errors#1</id><summary>${WORDS}</summary></entry></feed>`,
  ],
])('where every server outside %s', (_how, status, body) => {
  it('people read that it cannot be reached, and only the operator reads how and where', async () => {
    const outside = await aWebServer((_request, response) => {
      response.writeHead(status, { 'content-type': 'text/plain', 'retry-after': '0' }).end(body);
    });
    const env = {
      ...{ HF_BASE_URL: outside.url, ARXIV_BASE_URL: outside.url, LOG_LEVEL: 'info' },
      ...{ LLM_BASE_URL: `${outside.url}/v1`, LLM_MODEL: 'm', PAPERBOY_CLOCK: '2026-04-30T12:00:00Z' },
      DATABASE_URL: `file:${status}-${body.length}/paperboy.sqlite`,
    };
    await shell.run(['import', 'papers.jsonl'], { cwd: folder, env });
    const bot = startMain(['start'], { cwd: folder, env });
    await until(
      () => bot.text().includes('could not be refreshed'),
      `the source is away:\n${bot.text()}`,
      60_000,
    );
    bot.process.stdin?.end([...ENDS, 'summary 2604.00001', 'status', ''].join('\n'));
    const { stdout, stderr } = await bot.done;
    expect(stdout).toContain('Hugging Face cannot be reached.');
    expect(stdout).not.toContain(WORDS);
    expect(stdout).not.toContain('127.0.0.1');
    if (status !== 200) expect(stderr).toContain(outside.url);
    if (status === 400) expect(stderr).toContain(WORDS);

    const checked = await shell.run(['check'], { cwd: folder, env });
    expect(checked.code).toBe(3);
    expect(checked.stdout).toMatch(/^NO {2}papers: /m);
    await outside.close();
  }, 120_000);
});
