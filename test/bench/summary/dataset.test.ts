import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDataset } from '../../../bench/summary/dataset.ts';
import { writeTable } from '../../../bench/summary/table.ts';

const LINES = [
  '{"source":["Caches are slow.","We make them fast."],"target":["Fast caches."],"paper_id":"x"}',
  '{broken',
  '',
  '[]',
  '{"source":"no list","target":["y"]}',
  '{"source":[],"target":["y"]}',
  '{"source":["We sort."],"target":["Sorting.","It sorts."],"title":"On sorting"}',
].join('\r\n');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file for the summary bench', () => {
  it.each([
    ['as it is', (text: string) => text],
    ['in gzip', (text: string) => gzipSync(text)],
  ])('%s gives its papers, and names each line that is none', (_, pack) => {
    const file = join(folder, 'some.jsonl');
    writeFileSync(file, pack(LINES));
    const { samples, skipped } = readDataset(file);
    expect(samples.map(({ sentences, title }) => [sentences.length, title])).toEqual([
      [2, ''],
      [1, 'On sorting'],
    ]);
    expect(skipped.map((line) => line.slice(folder.length))).toEqual([
      '/some.jsonl:2 is left out: it is no JSON object',
      '/some.jsonl:4 is left out: it is no JSON object',
      expect.stringContaining('/some.jsonl:5 is left out: source'),
      expect.stringContaining('/some.jsonl:6 is left out: source'),
    ]);
  });

  it('becomes a table that scores every system, the headline first', () => {
    const samples = [
      {
        sentences: ['Caches are slow.', 'We make caches fast.'],
        targets: ['Caches are made fast.'],
        title: '',
      },
    ];
    const rows = writeTable(samples).split('\n');
    expect(rows).toHaveLength(7);
    expect(rows[0]).toContain('| ROUGE-1 | ROUGE-1, repeats counted |');
    expect(rows.slice(2).map((row) => Number(row.split('|')[2]))).toEqual([57.14, 50, 50, 50, 57.14]);
  });
});
