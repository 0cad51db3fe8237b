import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { DeltaIndex } from '../../../src/search/index/delta-index.ts';
import { SearchIndex } from '../../../src/search/index/search-index.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { buildIndex, buildSegment, paper, WORDS } from '../support.ts';

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
const change = fc.record({
  id: fc.integer({ min: 0, max: 25 }),
  title: text,
  abstract: text,
  gone: fc.boolean(),
});

function toPaper({
  id,
  title,
  abstract,
  gone,
}: {
  id: number;
  title: string;
  abstract: string;
  gone: boolean;
}): Paper {
  return paper(`p${id}`, title, { abstract, ...(gone ? { withdrawnAt: '2026-01-01T00:00:00Z' } : {}) });
}

const ids = (index: SearchIndex, query: string): string[] =>
  index.search(parseQuery(query), { offset: 0, limit: 100 }).hits.map(({ paperId }) => paperId);

describe('the delta index', () => {
  test('finds what a rebuilt index would find, whatever was added, changed and withdrawn', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 20 }),
        fc.array(change, { maxLength: 30 }),
        text,
        (before, after, query) => {
          const first = new Map(before.map((one) => [one.id, { ...toPaper(one), withdrawnAt: undefined }]));
          const base = [...first.values()].map(({ withdrawnAt: _none, ...rest }) => rest);
          const updated = new SearchIndex([buildSegment(base)]);
          for (const one of after) updated.update([toPaper(one)]);
          const final = new Map(base.map((one) => [one.id, one]));
          for (const one of after.map(toPaper)) {
            if (one.withdrawnAt === undefined) final.set(one.id, one);
            else final.delete(one.id);
          }
          const words = parseQuery(query).words.length;
          if (words === 0 || words > 6) return;
          const rebuilt = buildIndex([...final.values()]);
          expect(ids(updated, query).sort()).toEqual(ids(rebuilt, query).sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  test('scores added papers exactly as a rebuilt index does', () => {
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 2, maxLength: 30 }),
        fc.nat({ max: 29 }),
        text,
        (titles, cut, query) => {
          const papers = titles.map((title, i) => paper(`p${i}`, title));
          const index = new SearchIndex([buildSegment(papers.slice(0, cut))]);
          index.update(papers.slice(cut));
          const page = { offset: 0, limit: 100 };
          const [grown, rebuilt] = [index, buildIndex(papers)].map((one) =>
            one.search(parseQuery(query), page),
          );
          const scores = new Map(rebuilt?.hits.map(({ paperId, score }) => [paperId, score]));
          expect(grown?.hits).toHaveLength(scores.size);
          for (const { paperId, score } of grown?.hits ?? [])
            expect(score).toBeCloseTo(scores.get(paperId) ?? -1, 4);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('keeps finding papers over many small segments', () => {
    const name = (i: number): string =>
      `w${[...`${i}`].map((digit) => 'bcdfghjklm'[Number(digit)]).join('')}`;
    const index = new SearchIndex([]);
    for (let i = 0; i < 700; i++) index.update([paper(`p${i}`, `${name(i)} shared`)]);
    expect(ids(index, name(3))).toEqual(['p3']);
    expect(ids(index, name(699))).toEqual(['p699']);
    expect(index.search(parseQuery('shared'), { offset: 0, limit: 10 }).total).toBe(700);
    expect(index.papers).toBe(700);
  });

  test('counts live papers and changes', () => {
    const delta = new DeltaIndex([buildSegment([paper('a', 'one'), paper('b', 'two')])]);
    delta.apply([paper('a', 'three'), paper('b', 'two', { withdrawnAt: '2026-01-01' }), paper('c', 'four')]);
    expect([delta.liveDocuments, delta.changes]).toEqual([2, 3]);
  });

  test('a withdrawn paper that nobody knew changes nothing', () => {
    const index = buildIndex([paper('a', 'one')]);
    index.update([paper('x', 'one', { withdrawnAt: '2026-01-01' })]);
    expect(ids(index, 'one')).toEqual(['a']);
  });

  test('a paper shows its new words at once and its old ones no more', () => {
    const index = buildIndex([paper('a', 'zebra crossing'), paper('b', 'horse')]);
    index.update([paper('a', 'unicorn crossing')]);
    expect(ids(index, 'unicorn')).toEqual(['a']);
    expect(
      index
        .search(parseQuery('"zebra crossing"'), { offset: 0, limit: 10 })
        .hits.map(({ paperId }) => paperId),
    ).not.toContain('b');
    expect(index.suggest('zebra', 5)).toEqual([]);
    expect(index.suggest('unico', 5)).toEqual(['a']);
  });
});
