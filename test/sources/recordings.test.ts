import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { SourceError } from '../../src/core/base/errors.ts';
import { parseAtom } from '../../src/sources/arxiv/atom.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { parsePage } from '../../src/sources/hugging-face/parse-page.ts';

const DATA = resolve(import.meta.dirname, '../../../shared/data');
const present = existsSync(DATA);
const filesIn = (folder: string) =>
  present ? readdirSync(join(DATA, folder)).filter((file) => /\.(?:json|xml|html)(?:\.gz)?$/.test(file)) : [];
const read = (folder: string, file: string) => {
  const bytes = readFileSync(join(DATA, folder, file));
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

describe.skipIf(!present)('recordings (skipped without ../shared)', () => {
  it('of the real page give its papers', () => {
    for (const file of filesIn('hf-html'))
      expect(parsePage(read('hf-html', file)).papers.length).toBeGreaterThan(10);
  });

  it('of a corrupt day are a failure, and not an empty day', () => {
    const files = filesIn('hf-daily/corrupt');
    expect(files.length).toBeGreaterThan(0);
    for (const file of files)
      expect(() => parseList(JSON.parse(read('hf-daily/corrupt', file)), 'recording')).toThrow(SourceError);
  });

  it('of days that grow hold more papers each time', () => {
    const counts = filesIn('hf-daily/growing').map((file) => ({
      day: file.slice(0, 10),
      count: parseList(JSON.parse(read('hf-daily/growing', file)), 'recording').papers.length,
    }));
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.every(({ count }) => count > 0)).toBe(true);
  });

  it.each(filesIn('arxiv/recorded').filter((file) => file.endsWith('.json')))('of arXiv: %s', (file) => {
    const { status_code, body } = JSON.parse(read('arxiv/recorded', file)) as {
      status_code: number;
      body: string;
    };
    if (status_code !== 200 || /api\/errors/.test(body)) {
      expect(() => parseAtom(body)).toThrow(SourceError);
      return;
    }
    const { papers, skipped } = parseAtom(body);
    expect(skipped).toEqual([]);
    expect(papers).toHaveLength(body.split('<entry>').length - 1);
    for (const paper of papers)
      expect(paper).toMatchObject({
        title: expect.stringMatching(/\S/),
        authors: expect.any(Array),
        categories: expect.arrayContaining([expect.any(String)]),
      });
  });
});
