import { describe, expect, it } from 'vitest';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { MAX_LINE_LENGTH, oneLineOf } from '../../../src/summary/one-line/one-line.ts';
import { aPaper } from '../../support/builders.ts';

const { forCard } = createSummarizer();
const ABSTRACT =
  'Long papers are hard to read for small models. It is unknown why. We present Sieve, a small model that reads long papers. Experiments show that it is twice as fast as its teacher.';

describe('the line under a title', () => {
  it('is the AI summary where it holds against the abstract', () => {
    const aiSummary = 'Sieve is a small model that reads long papers twice as fast as its teacher.';
    expect(forCard(aPaper({ abstract: ABSTRACT, aiSummary }))?.line).toBe(aiSummary);
  });

  it('is the abstract’s own where the AI summary says what the abstract does not', () => {
    const aiSummary = 'GPT-9 beats 4,711 chess players.';
    expect(forCard(aPaper({ abstract: ABSTRACT, aiSummary }))?.line).toMatch(/^(?:We present|Experiments)/);
  });

  it('never begins with what points back', () => {
    expect(
      oneLineOf([], `${ABSTRACT} These are the most important results of all of them.`, 'Sieve'),
    ).not.toMatch(/^(?:It|These)/);
    expect(oneLineOf(['This is much better.'], ABSTRACT, 'Sieve')).not.toMatch(/^This/);
  });

  it('is of nothing where there is neither', () => {
    expect(oneLineOf([], '', 'Sieve')).toBeUndefined();
  });

  it('is cut at a word where a sentence has no clause', () => {
    const line = oneLineOf([], `${'Word'.repeat(4)} `.repeat(30), 'Sieve') ?? '';
    expect(line.length).toBeLessThanOrEqual(MAX_LINE_LENGTH);
    expect(line).toMatch(/Word…$/);
  });
});
