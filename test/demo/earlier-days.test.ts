import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePaper } from '../../src/demo/describe-paper.ts';
import { readDemoDays } from '../../src/demo/earlier-days.ts';
import { createSearchEngine } from '../../src/search/engine.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';
import { aLog, changingPapers } from '../search/support.ts';

describe('the demo’s days', () => {
  const { days, read } = readDemoDays();
  const parsed = days.map((day) => parseList([...read(day)], 'demo'));
  const papers = parsed.flatMap((day) => day.papers);

  it('are in order, hold more than 300 papers, each once, and parse whole', () => {
    expect(days).toEqual(days.toSorted());
    expect(parsed.flatMap(({ skipped }) => skipped)).toEqual([]);
    expect(papers.length).toBeGreaterThan(300);
    expect(new Set(papers.map(({ id }) => id)).size).toBe(papers.length);
    const file = resolve(import.meta.dirname, '../../src/demo/earlier.jsonl');
    expect(statSync(file).size).toBeLessThan(400_000);
  });

  it('list each paper under its own day, with an abstract, authors and keywords', () => {
    for (const [i, day] of days.entries())
      for (const { id, listedAt, abstract, authors, keywords, aiSummary } of parsed[i]?.papers ?? []) {
        expect(listedAt?.slice(0, 10), id).toBe(day);
        expect(abstract.length, id).toBeGreaterThan(80);
        expect(abstract, id).toMatch(/^[^\n]*\.$/);
        expect(authors.length, id).toBeGreaterThan(0);
        if (day < '2026-04-28') expect([keywords?.length ?? 0, aiSummary], id).not.toContain(0);
      }
  });
});

describe('the demo’s papers', () => {
  const { days, read } = readDemoDays();
  const papers = days.flatMap((day) => parseList([...read(day)], 'demo').papers);
  const byId = new Map(papers.map((paper) => [paper.id, paper]));

  it('have no date of a first version that is later than the month in their ID', () => {
    const late = papers.filter(
      ({ id, publishedAt = '' }) => publishedAt.slice(2, 7).replace('-', '') > id.slice(0, 4),
    );
    expect(late.map(({ id }) => id)).toEqual([]);
    expect(byId.get('2509.25843')?.publishedAt).toBeUndefined();
  });

  it('of the newest days have similar ones, as the README’s example, or the nearest ones', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-similar-'));
    const source = changingPapers(papers).source;
    const engine = createSearchEngine({ folder, papers: source, log: aLog(), clock: { now: Date.now } });
    try {
      await engine.ready;
      for (const paper of papers.filter(({ listedAt = '' }) => listedAt >= '2026-04-28')) {
        const { hits, noneIsClose = false } = await engine.findSimilar(paper, 5);
        expect(hits.length, paper.title).toBeGreaterThan(0);
        // The only one about fashion.
        if (paper.id === '2604.26186') expect([hits.length, noneIsClose]).toEqual([3, true]);
      }
    } finally {
      await engine.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a paper described by its facts', () => {
  const facts = { id: '1', title: 'Marmots', authors: ['Ada L.'], keywords: ['hay', 'holes', 'snow', 'sun'] };

  it.each([
    [{}, 'This paper is about hay, holes and snow. It was written by Ada L.'],
    [
      { title: 'Marmot: A Large Framework for Hay' },
      'Marmot is a framework; its topics are hay, holes and snow.',
    ],
    [{ title: 'A Survey of Marmots' }, 'The topics of this survey are hay, holes and snow.'],
    [{ title: 'Marmot: Towards Hay', authors: ['A', 'B', 'C'] }, 'It was written by A and 2 others.'],
    [{ org: 'Alps', authors: ['A', 'B'] }, 'It was written by A and B, listed under Alps.'],
    [{ stars: 12 }, 'Its code had 12 stars on GitHub when it was recorded.'],
  ])('%j: %s', (more, sentence) => {
    expect(describePaper({ ...facts, ...more })).toContain(sentence);
  });
});
