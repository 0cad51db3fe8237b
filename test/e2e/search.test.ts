import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openShell } from './shell.ts';

let folder: string;
const shell = openShell();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-search-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => shell.run(args, { cwd: folder, env: { LOG_LEVEL: 'error' } });

const PAPERS = [
  {
    id: '2404.00001',
    title: 'Attention sinks in long contexts',
    abstract: 'We find that first tokens draw attention. Keeping them helps streaming.',
    authors: ['Ada Lovelace'],
    date: '2024-04-02',
  },
  {
    id: 'report-7',
    title: 'Gardening by numbers',
    abstract: 'Tomatoes grow. We measure how fast.',
    authors: ['Grace Hopper'],
  },
  {
    id: '2404.00003',
    title: 'Streaming language models',
    abstract: 'Attention to first tokens keeps perplexity low.',
    authors: ['Alan Turing'],
  },
];

describe('papers of one’s own', () => {
  it('are missed by who searches before there are any, and get the way to fetch some', async () => {
    const { code, stdout, stderr } = await shell.run(['search', 'sinks'], { cwd: folder });
    expect(stdout).toContain('0 papers');
    expect(stdout).not.toContain('has this word');
    expect(stderr).toBe(
      'There are no papers yet. `backfill` fetches past days, `import` reads files of papers.\n',
    );
    expect(code).toBe(0);
  }, 30_000);

  it('are imported, found, compared and summarized from the command line', async () => {
    writeFileSync(
      join(folder, 'papers.jsonl'),
      `${PAPERS.map((paper) => JSON.stringify(paper)).join('\n')}\nbroken\n`,
    );
    const imported = await run('import', 'papers.jsonl');
    expect(imported.stdout).toContain('papers.jsonl:4 is not JSON; skipped');
    expect(imported.stdout).toContain('3 papers added, 0 changed, 1 line skipped');
    expect(imported.stdout.split('papers.jsonl: 3 papers')).toHaveLength(2);
    expect(imported.code).toBe(0);
    // The same again adds nothing and is no error; a file without a single paper is one.
    expect((await run('import', 'papers.jsonl')).code).toBe(0);
    writeFileSync(join(folder, 'nonsense.jsonl'), 'broken\n');
    expect((await run('import', 'nonsense.jsonl')).code).toBe(2);
    // Of every file its first bad lines are named.
    writeFileSync(join(folder, 'many.jsonl'), 'broken\n'.repeat(12));
    const { stdout } = await run('import', 'many.jsonl', 'nonsense.jsonl');
    expect(stdout).toContain('… and 2 more lines of many.jsonl skipped');
    expect(stdout).toContain('nonsense.jsonl:1 is not JSON; skipped');
    writeFileSync(join(folder, 'empty.jsonl'), '');
    const empty = await run('import', 'empty.jsonl');
    expect([empty.code, empty.stdout]).toEqual([2, expect.stringContaining('There was no paper in it.')]);

    const hits = (await run('search', 'attention', 'sinks', '--json')).stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { id: string; matched: string[] });
    expect(hits[0]).toMatchObject({
      id: '2404.00001',
      matched: ['attention'],
      publishedAt: expect.any(String),
    });
    // As a page, a phone or a word processor wrote them.
    const pasted = ['arXiv:2404.00001v2 [cs.CL]', '2404.\u200b00001', '“2404.00001”'];
    for (const id of pasted) expect((await run('summary', id)).stdout).toContain('Attention sinks in long');
    const dashed = await run('search', '“attention', 'sinks”', '–perplexity', '—limit', '1');
    expect(dashed.stdout).toMatch(/1 paper\n 1\. Attention sinks/);
    const without = await run('search', 'attention', '-perplexity', '--limit', '5');
    expect(without.stdout).toMatch(
      /Attention sinks in long contexts\n(?: {5}.*\n)+ +2404\.00001 · .*published Apr 2, 2024/,
    );
    expect(without.stdout).not.toContain('2404.00003');
    // What can be typed here, and that it can.
    expect(without.stdout.trim()).toMatch(/Read one by its number: npx node src\/main\.ts summary 1$/);
    expect(without.stdout).not.toContain('to vote');
    expect((await run('summary', '1')).stdout).toContain('Attention sinks in long');
    expect((await run('search', 'tomatos')).stdout).toContain('Gardening by numbers');
    const corrected = await run('search', 'gardning', '--json');
    expect(corrected.stdout.trim().split('\n')).toHaveLength(1);
    expect(corrected.stderr).toContain(`Search for “gardning”: npx node src/main.ts search '"gardning"'`);
    const asTyped = await run('search', '"gardning"');
    expect(asTyped.stdout).toMatch(/0 papers\n.*no paper here/);
    const signs = await run('search', '🤗 (');
    expect(signs.stdout).toContain('Type a word or a number to search for.');
    const nothing = await run('search', 'zzzqqq');
    expect(nothing.stdout).toContain('Nothing found: no paper here has this word. Try another one.');
    expect(corrected.stderr).toMatch(/^1 paper · Searched for “gardening” instead of “gardning”\./m);
    const near = await run('similar', '2404.00001', '--json', '--limit', '1');
    expect([near.stdout, near.stderr]).toEqual([
      expect.stringContaining('2404.00003'),
      expect.stringContaining('1 similar paper'),
    ]);
    const answer = JSON.parse(
      (await run('summary', 'local:report-7', '--style', 'tldr', '--json')).stdout,
    ) as {
      points: Array<{ text: string }>;
      by: string;
    };
    expect(answer.points[0]?.text).toMatch(/Tomatoes|measure/);
    expect(answer.by).not.toBe('');

    writeFileSync(
      join(folder, 'bare.jsonl'),
      JSON.stringify({ id: 'bare', title: 'A title alone', abstract: '', authors: ['Alan Turing'] }),
    );
    expect((await run('import', 'bare.jsonl')).stdout).toContain('1 paper added');
    const bare = (await run('summary', 'local:bare', '--language', 'de')).stdout;
    expect(bare).toContain('— no summary');
    expect(bare).toContain('No abstract is available');
    expect(bare).not.toContain('from the abstract');

    expect((await run('reindex')).stdout).toContain('4 papers indexed');
    expect((await run('search', 'author:hopper')).stdout).toContain('local:report-7');
  }, 120_000);

  it('that cannot be read or named are refused with the fix', async () => {
    expect((await run('import', 'missing.jsonl')).code).toBe(2);
    expect((await run('similar', 'nonsense')).stderr).toContain('is not a paper');
    expect((await run('search', 'x', '--limit', '0')).stderr).toContain('from 1 to 1000');
    expect((await run('search', 'x', '--limmit', '1')).stderr).toContain('no option --limmit');
  }, 60_000);
});

describe('a query that is no plain English word', () => {
  it('is a prefix with a star, and finds words inside Thai that has no spaces', async () => {
    const thai = {
      id: 'thai-1',
      title: 'การเรียนรู้ของเครื่องสำหรับภาษาไทย',
      abstract: 'เราเสนอวิธีการเรียนรู้แบบใหม่สำหรับภาษาที่มีทรัพยากรน้อย',
    };
    const other = { id: 'thai-2', title: 'การแพทย์ทางไกล', abstract: 'โรงพยาบาลในชนบท' };
    const words = [
      'Transformers for gardens',
      'Transfer of tomatoes',
      'Trains and their transport',
      'Tran, a name',
    ];
    const english = words.map((title, i) => ({ id: `en-${i}`, title, abstract: 'It works.' }));
    const lines = [thai, other, ...english].map((paper) => JSON.stringify(paper));
    writeFileSync(join(folder, 'papers.jsonl'), lines.join('\n'));
    expect((await run('import', 'papers.jsonl')).code).toBe(0);
    const ids = async (...query: string[]) => {
      const { code, stdout, stderr } = await run('search', ...query, '--json');
      expect([0, 1], stderr).toContain(code);
      const found = stdout.trim().split('\n').filter(Boolean);
      return found.map((line) => (JSON.parse(line) as { id: string }).id);
    };
    expect((await ids('trans*')).toSorted()).toEqual(['local:en-0', 'local:en-1', 'local:en-2']);
    expect((await ids('transf*')).toSorted()).toEqual(['local:en-0', 'local:en-1']);
    expect(await ids('ภาษา')).toEqual(['local:thai-1']);
    // "Learning" in a word for the act of it: the other paper has no more than the first part of that word.
    expect((await ids('การเรียนรู้'))[0]).toBe('local:thai-1');
    expect(await ids('เรียนรู้')).toEqual(['local:thai-1']);
    expect(await ids('แพทย์')).toEqual(['local:thai-2']);
    expect(await ids('🤗')).toEqual([]);
  }, 90_000);
});
