import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../support/builders.ts';
import { aFreePort } from '../support/free-port.ts';
import { unseenIn } from '../support/unseen.ts';
import { findInjected, findLink, listPaperIds } from '../web/page-tree.ts';
import { type Running, startMain } from './run-main.ts';

const NOBODY = 'http://127.0.0.1:9';
const SUBJECTS =
  'attention diffusion agents reasoning video robots speech alignment retrieval graphs tokens policies'.split(
    ' ',
  );
const PEOPLE = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Emmy Noether'];

/** Papers of which no two are alike: other words, as often as their number says, in texts of other lengths. */
function listPapers(count: number) {
  return Array.from({ length: count }, (_, n) => {
    const subject = (step: number): string => SUBJECTS[(n * step + (n >> 2)) % SUBJECTS.length] ?? '';
    const words = Array.from({ length: 8 + ((n * 7) % 40) }, (_, i) => subject(i + 1));
    const sparse = n % 9 === 0 ? 'Sparse attention is enough.' : '';
    return {
      id: `paper-${n}`,
      title: `${subject(1)} and ${subject(2)} number ${n}`,
      abstract: `We study attention in ${words.join(', ')}. ${'Attention helps. '.repeat(n % 5)}${sparse}`,
      authors: [PEOPLE[n % PEOPLE.length]],
      date: `${2023 + (n % 4)}-0${1 + (n % 9)}-15`,
      upvotes: n % 30,
      // Of a few a model of the source has said what they are about.
      ...(n % 10 === 0 ? { aiSummary: `The finding of number ${n} in one sentence.` } : {}),
    };
  });
}

let folder: string;
let url: string;
let bot: Running;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-search-page-'));
  const port = await aFreePort();
  url = `http://127.0.0.1:${port}`;
  env = { LOG_LEVEL: 'info', HF_BASE_URL: NOBODY, ARXIV_BASE_URL: NOBODY };
  const lines = listPapers(70).map((paper) => JSON.stringify(paper));
  writeFileSync(join(folder, 'papers.jsonl'), lines.join('\n'));
  expect((await startMain(['import', 'papers.jsonl'], { cwd: folder, env }).done).code).toBe(0);
  bot = startMain(['start'], { cwd: folder, env: { ...env, WEB_URL: url, WEB_PORT: String(port) } });
  const isThere = async () => (await ask('attention').catch(() => undefined))?.status === 200;
  await until(isThere, `the pages are there:\n${bot.text()}`, 60_000);
}, 120_000);
afterAll(async () => {
  bot.process.kill('SIGTERM');
  await bot.done;
  rmSync(folder, { recursive: true, force: true });
});

function ask(query: string, more = ''): Promise<Response> {
  return fetch(`${url}/search?q=${encodeURIComponent(query)}${more}`);
}

/** The papers on all pages of a search, from the first to the last, by the links between them. */
async function readAllPages(query: string): Promise<{ ids: string[]; pages: number }> {
  const ids: string[] = [];
  let pages = 0;
  for (let path: string | undefined = `/search?q=${encodeURIComponent(query)}`; path !== undefined; pages++) {
    const page: string = await (await fetch(url + path)).text();
    ids.push(...listPaperIds(page));
    path = findLink(page, 'Next page');
  }
  return { ids, pages };
}

/** What the command finds, by a process of its own. */
async function runCommand(query: string): Promise<string[]> {
  const { stdout, stderr, code } = await startMain(['search', query, '--limit', '200', '--json'], {
    ...{ cwd: folder, env, input: '' },
  }).done;
  expect(code, stderr).toBe(0);
  const lines = stdout.trim().split('\n').filter(Boolean);
  return lines.map((line) => (JSON.parse(line) as { id: string }).id);
}

describe('the page of a search', () => {
  it.each([
    'attention',
    'video robots',
    '"sparse attention"',
    'attention -video',
    'speech author:lovelace',
    'graphs after:2025 votes:>10',
    'retriev*',
    'atention',
    'latest papers about speech tokens and policies of robots',
  ])('has what the command finds, in its order, from the first page to the last: %s', async (query) => {
    const expected = await runCommand(query);
    const { ids, pages } = await readAllPages(query);
    expect(expected.length).toBeGreaterThan(0);
    expect(ids).toEqual(expected);
    expect(pages).toBe(Math.ceil(expected.length / 20));
  });

  it('says how many there are, and leads from page to page and back', async () => {
    const first = await (await ask('attention')).text();
    expect(first).toContain('>70 papers<');
    expect(first).toContain('value="attention"');
    expect(findLink(first, 'Previous page')).toBeUndefined();
    const last = await (await ask('attention', '&page=4')).text();
    expect(listPaperIds(last)).toHaveLength(10);
    expect(findLink(last, 'Next page')).toBeUndefined();
    const before = await (await fetch(url + (findLink(last, 'Previous page') ?? ''))).text();
    expect(listPaperIds(before)).toHaveLength(20);
    const beyond = await (await ask('attention', '&page=9')).text();
    expect(beyond).toContain('There are only 4 pages.');
    expect(findLink(beyond, 'Previous page')).toBe('/search?q=attention&page=4');
    for (const page of ['0', '-3', 'x', '1.5', '1e99', 'NaN', ''])
      expect((await ask('attention', `&page=${page}`)).status, page).toBe(200);
  });

  it('says what was searched for in place of a misspelled word, and leads to what was typed', async () => {
    const page = await (await ask('atention')).text();
    expect(page).toContain('Searched for “attention” instead of “atention”.');
    const path = findLink(page, 'Search for “atention”');
    const asTyped = await (await fetch(url + (path ?? ''))).text();
    expect(listPaperIds(asTyped)).toEqual([]);
    expect(asTyped).toContain('Nothing found');
  });

  it('says what to do where nothing was typed, or nothing is found', async () => {
    for (const path of ['/search', '/search?q=', '/search?q=%20%e2%80%8b%20']) {
      const answer = await fetch(url + path);
      expect([path, answer.status]).toEqual([path, 200]);
      const page = await answer.text();
      expect(page).toContain('Type words, a name or a phrase in quotes');
      expect(listPaperIds(page)).toEqual([]);
    }
    expect(await (await ask('zzzqqq')).text()).toContain('no paper here has this word. Try another one.');
    const narrow = await (await ask('speech author:zzzqqq')).text();
    expect(narrow).toContain('no paper here matches all of these. Try it without author:.');
    expect(await (await ask('!? ( …')).text()).toContain('Type a word or a number to search for.');
  });

  it.each([
    '"><script>alert(1)</script>',
    "';DROP TABLE papers;--",
    'author:"><img src=x onerror=alert(1)>',
    '{{constructor}} {7*7} <%= 1 %>',
    '\u0000\u0007\u001b[31m attention',
    '\u202eattention\u2066',
    'a*'.repeat(140),
    '"'.repeat(299),
    '('.repeat(150) + ')'.repeat(150),
    '-'.repeat(300),
    '('.concat('a OR '.repeat(70), ')'),
    'votes:>99999999999999999999999999',
    'after:2026-99-99',
    'author: org: after: votes:',
    `${'a'.repeat(299)}\u{1f600}`,
    'attention '.repeat(900),
    '注意力'.repeat(150),
  ])('shows any query as it was typed, runs nothing, and is not slow: %s', async (query) => {
    const begun = performance.now();
    const answer = await ask(query);
    expect([200, 400]).toContain(answer.status);
    const page = await answer.text();
    expect(performance.now() - begun).toBeLessThan(5_000);
    expect(findInjected(page)).toEqual([]);
    expect(page.isWellFormed()).toBe(true);
    expect(unseenIn(page)).toEqual([]);
    // Its feed is as sound.
    const feed = await fetch(`${url}/feed.json?q=${encodeURIComponent(query)}`);
    expect(feed.status).toBe(answer.status);
    expect(bot.text()).not.toContain('a page could not be made');
  });

  it('is none for an address that is no text, or is longer than any', async () => {
    expect([200, 400]).toContain((await fetch(`${url}/search?q=%ff%fe%ed%a0%80`)).status);
    expect((await fetch(`${url}/search?q=${'a'.repeat(20_000)}`)).status).toBe(431);
    expect((await ask('attention')).status).toBe(200);
  });
});

describe('the page of a paper', () => {
  /** What is above the abstract. */
  const readCard = async (id: string) => {
    const page = await (await fetch(`${url}/paper/${encodeURIComponent(id)}`)).text();
    return page.slice(page.indexOf('<article>'), page.indexOf('<h2>Abstract</h2>'));
  };

  it('has its summary above the abstract, with who wrote it', async () => {
    const card = await readCard('local:paper-20');
    expect(card).toContain('<p>The finding of number 20 in one sentence.</p>');
    expect(card).toContain('<p class="soft">— AI summary, Hugging Face</p>');
    const other = await readCard('local:paper-27');
    expect(other).toContain('<p>Attention helps. Sparse attention is enough.</p>');
    expect(other).toContain('<p class="soft">— from the abstract</p>');
  });
});
