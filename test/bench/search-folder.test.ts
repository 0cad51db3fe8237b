import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCollection } from '../../bench/search/collection.ts';
import { readJudgments } from '../../bench/search/judgments.ts';
import { measureQuality } from '../../bench/search/measures.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines = (...rows: object[]): string => `${rows.map((row) => JSON.stringify(row)).join('\r\n')}\n\n`;
const CORPUS = lines(
  { _id: 'a', title: 'Attention sinks', text: 'Tokens draw attention.' },
  { _id: 7, text: 'Without a title, graphs.' },
  { id: 'c', title: null, text: 'Robots walk.', metadata: {} },
  { _id: 'a', title: 'The same id again', text: '' },
);
const QUERIES = lines(
  { _id: 'q1', text: 'attention -sinks after:never "robots' },
  { _id: 'q2', text: 'graphs' },
  { _id: 'q3', text: 'nobody judged this' },
);

function putAll(qrels = 'q1\ta\t1\nq2\t7\t1\n', instead: Record<string, string | Buffer> = {}): void {
  const files = {
    'corpus.jsonl.gz': gzipSync(CORPUS),
    'queries.jsonl': QUERIES,
    'qrels.tsv': qrels,
    ...instead,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

const grades = (text: string) =>
  [...readJudgments(text, 'qrels.tsv')].map(([query, judged]) => [query, Object.fromEntries(judged)]);

describe('judgments', () => {
  it.each([
    ['with headings', 'query-id\tcorpus-id\tscore\nq1\ta\t2\nq1\tb\t1\n'],
    ['without', 'q1\ta\t2\r\nq1\tb\t1'],
    ["in TREC's columns", 'q1 0 a 2\nq1  Q0  b  1\n\n'],
    ['in TREC’s columns with tabs', 'q1\t0\ta\t2\nq1\t0\tb\t1'],
  ])('are read %s', (_, text) => {
    expect(grades(text)).toEqual([['q1', { a: 2, b: 1 }]]);
  });

  it('without a grade count 1; those graded 0 answer nothing, nor do negative ones beside them', () => {
    expect(grades('q1\ta\nq2\tb\n')).toEqual([
      ['q1', { a: 1 }],
      ['q2', { b: 1 }],
    ]);
    expect(grades('q1 a 1\nq1 b 0\nq1 c -1\nq2 d 0\n')).toEqual([['q1', { a: 1 }]]);
    expect(grades('q1 a 3\nq1 b -1\n')).toEqual([['q1', { a: 3, b: 1 }]]);
  });

  it('that cannot be read are named', () => {
    expect(() => grades('q1 a 1\nq1 b many\n')).toThrow('qrels.tsv:2 is neither');
    expect(() => grades('q1 a 1\nq1\n')).toThrow('qrels.tsv:2 is neither');
  });
});

describe('quality', () => {
  it('counts what answers once alike and once by its grade', () => {
    const judgments = readJudgments('q a 3\nq b 1\n', '');
    const best = measureQuality(new Map([['q', ['a', 'b']]]), judgments);
    expect(best).toEqual({ ndcg: 1, graded: 1, recall: 1, mrr: 1 });
    const turned = measureQuality(new Map([['q', ['x', 'b', 'a']]]), judgments);
    const [second, third] = [1 / Math.log2(3), 1 / Math.log2(4)];
    expect(turned.ndcg).toBeCloseTo((second + third) / (1 + second));
    expect(turned.graded).toBeCloseTo((second + 3 * third) / (3 + second));
    expect(turned).toMatchObject({ recall: 1, mrr: 0.5 });
  });
});

describe('a folder for the search bench', () => {
  it('may leave out titles, repeat documents and hold queries that nobody judged', () => {
    putAll();
    const { docs, queries } = readCollection(folder);
    expect(docs.map(({ id, title }) => [id, title])).toEqual([
      ['a', 'Attention sinks'],
      ['7', ''],
      ['c', ''],
    ]);
    expect(queries.map(({ id }) => id)).toEqual(['q1', 'q2']);
  });

  it.each([
    ['an empty one', () => undefined, 'There is neither'],
    ['one whose judgments name other queries', () => putAll('x\ta\t1\n'), 'Are the ids the same?'],
    [
      'one with a broken line',
      () => putAll(undefined, { 'queries.jsonl': '{"_id":"q1"}\n{broken' }),
      'queries.jsonl:2',
    ],
    ['one without ids', () => putAll(undefined, { 'queries.jsonl': '{"text":"x"}' }), 'has no _id'],
    [
      'one without documents',
      () => putAll(undefined, { 'corpus.jsonl.gz': gzipSync('\n') }),
      'holds no document',
    ],
  ])('is refused with what is wrong: %s', (_, fill, words) => {
    fill();
    expect(() => readCollection(folder)).toThrow(words);
  });

  it('is measured with every engine, whatever its queries hold; one that cannot be is named', () => {
    putAll('q1\ta\t2\nq1\tc\t1\nq2\t7\t1\n');
    const bench = join(import.meta.dirname, '../../bench/search/index.ts');
    const { stdout, stderr, status } = spawnSync(process.execPath, [bench, join(folder, 'none'), folder], {
      encoding: 'utf8',
    });
    expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('There is neither')]);
    expect(status).toBe(1);
    const rows = stdout.split('\n').filter((line) => line.startsWith('| ') && !line.includes('---'));
    expect(rows[0]).toContain('| nDCG@10 | graded |');
    expect(rows[1]).toMatch(/^\| Paperboy +\| +0\.\d+ \|/);
    expect(rows).toHaveLength(7);
    for (const row of rows.slice(1)) expect(row.split('|')).toHaveLength(14);
    expect(rows[3]).toMatch(/\| +[+−]0\.\d{4} \| +[+−]\d\.\d{4} to [+−]\d\.\d{4} \|/);
  }, 60_000);

  it('is measured with the engines named alone, and one that does not exist is named', () => {
    putAll();
    const bench = join(import.meta.dirname, '../../bench/search/index.ts');
    const run = (...args: string[]) =>
      spawnSync(process.execPath, [bench, ...args, folder], { encoding: 'utf8' });
    const { stdout } = run('--only', 'FTS5 plain');
    const engines = stdout.split('\n').flatMap((line) => /^\| (\w[\w ]*?) +\|/.exec(line)?.[1] ?? []);
    expect(engines).toEqual(['engine', 'FTS5 plain']);
    const refused = run('--only', 'Lucene');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringContaining('There is no engine Lucene.'),
    ]);
  }, 30_000);
});
