import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describePaper } from '../../src/demo/describe-paper.ts';
import { demoDays } from '../../src/demo/earlier-days.ts';
import { parseList } from '../../src/sources/hugging-face/parse-list.ts';

describe('the demo’s days', () => {
  const { days, read } = demoDays();
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
