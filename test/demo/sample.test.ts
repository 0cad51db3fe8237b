import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSampleFetch, readSampleNow } from '../../src/demo/sample-fetch.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';

const FOLDER = resolve(import.meta.dirname, '../../src/demo/sample');
const files = readdirSync(FOLDER);

describe('the bundled editions', () => {
  it.each(files)('%s parses whole, with abstracts', (file) => {
    const items = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as unknown[];
    const { papers, skipped } = parseList(items, 'sample');
    expect(skipped).toEqual([]);
    expect(papers).toHaveLength(items.length);
    for (const paper of papers) {
      expect(paper.abstract.length, paper.id).toBeGreaterThan(100);
      expect(paper.listedAt?.slice(0, 10) ?? '', paper.id).not.toBe('');
    }
  });

  it('are three days in a row, each paper once, with what is awkward about real ones', () => {
    const days = files.map((file) =>
      parseList(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')), 'sample'),
    );
    expect(files).toEqual(['2026-04-28.json', '2026-04-29.json', '2026-04-30.json']);
    expect(days.map(({ papers }) => papers.length)).toEqual([12, 10, 9]);
    const papers = days.flatMap((day) => day.papers);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(papers.length);
    expect(papers.some(({ authors }) => authors.length > 60)).toBe(true);
    for (const field of ['codeUrl', 'organization', 'aiSummary'] as const) {
      const answer = papers.filter((paper) => paper[field] !== undefined).length;
      expect(answer / papers.length, field).toBeGreaterThan(0.4);
      expect(answer / papers.length, field).toBeLessThan(0.8);
    }
  });

  it('hold nobody’s account', () => {
    for (const file of files)
      expect(readFileSync(join(FOLDER, file), 'utf8')).not.toMatch(/avatarUrl|"_id"|submittedBy|"user"/);
  });

  it('are served as the API serves them, on the day of the demo', async () => {
    const fetch = createSampleFetch();
    const day = new Date(readSampleNow()).toISOString().slice(0, 10);
    const listed = (await (
      await fetch(`https://hf.example/api/daily_papers?date=${day}&limit=100&p=0`)
    ).json()) as unknown[];
    expect(listed.length).toBeGreaterThan(5);
    expect(await (await fetch(`https://hf.example/api/daily_papers?date=${day}&p=1`)).json()).toEqual([]);
    expect((await fetch('https://hf.example/api/papers/2604.99999')).status).toBe(404);
  });
});
