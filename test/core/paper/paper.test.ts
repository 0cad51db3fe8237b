import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePapers, type Paper } from '../../../src/core/paper/paper.ts';
import { aPaper } from '../../support/builders.ts';

const text = fc.oneof(fc.constant(''), fc.string({ minLength: 1, maxLength: 8 }));
const paper: fc.Arbitrary<Paper> = fc.record(
  {
    id: fc.constant('2604.00001'),
    title: text,
    abstract: text,
    authors: fc.array(text, { maxLength: 2 }),
    upvotes: fc.nat(9),
    stars: fc.nat(9),
    aiSummary: text,
    keywords: fc.array(text, { maxLength: 2 }),
    organization: text,
  },
  { requiredKeys: ['id', 'title', 'abstract', 'authors'] },
);
const says = (value: unknown) =>
  value !== undefined && !(Array.isArray(value) && value.length === 0) && value !== '';

describe('mergePapers', () => {
  it('loses no field, and lets the newer source win where both say something', () => {
    fc.assert(
      fc.property(paper, paper, (older, newer) => {
        const merged = mergePapers(older, newer);
        for (const key of [
          'title',
          'abstract',
          'authors',
          'upvotes',
          'stars',
          'aiSummary',
          'keywords',
          'organization',
        ] as const) {
          if (says(newer[key])) expect(merged[key]).toEqual(newer[key]);
          else if (says(older[key])) expect(merged[key]).toEqual(older[key]);
        }
      }),
    );
  });

  it('takes a count of 0 for a count', () => {
    expect(mergePapers(aPaper({ upvotes: 7 }), aPaper({ upvotes: 0 })).upvotes).toBe(0);
  });
});
