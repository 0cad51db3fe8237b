import { describe, expect, test } from 'vitest';
import { weighParts } from '../../../src/search/query/compound-parts.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { TermLookup } from '../../../src/search/query/term-lookup.ts';
import { buildIndex, buildSegment, paper } from '../support.ts';

const PAPERS = [
  paper('both', 'Reweighting attention without training'),
  paper('hyphen', 'Re-weighting attention at test time'),
  paper('parts', 'Weighting by weight', { abstract: 'Re weighting, re weight and weight.' }),
  paper('attention', 'Attention is enough'),
];

function readCount(query: string, term: string): number | undefined {
  const words = weighParts(new TermLookup([buildSegment(PAPERS)]), parseQuery(query).words, 0.25);
  return words.find((word) => word.term === term)?.count;
}

describe('the parts of a compound', () => {
  test('count a quarter where papers have the compound as one word', () => {
    expect(readCount('re-weighting attention', 're')).toBe(0.25);
    expect(readCount('re-weighting attention', 'attent')).toBe(1);
    expect(readCount('re-weighting attention', 'reweight')).toBe(1);
  });

  test('count in full where no paper has it, and where they are also words of their own', () => {
    expect(readCount('pre-weighting attention', 'pre')).toBe(1);
    expect(readCount('re-weighting of weighting', 'weight')).toBe(1.25);
  });

  test('so both spellings find the papers that have either, before one that repeats a part', () => {
    const index = buildIndex(PAPERS);
    for (const query of ['re-weighting attention', 'reweighting attention']) {
      const { hits } = index.search(parseQuery(query), { offset: 0, limit: 2 });
      expect(hits.map(({ paperId }) => paperId).toSorted()).toEqual(['both', 'hyphen']);
    }
  });
});
