import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtClause, cutAtWord } from '../../../src/summary/one-line/cut-at-clause.ts';

describe('cutAtClause', () => {
  it('leaves a sentence that fits as it is', () => {
    expect(cutAtClause('Sieve halves the cost.', 120)).toBe('Sieve halves the cost.');
  });

  it.each([
    [
      'Sieve teaches a small model to read long papers by showing it summaries of their sections, which people wrote over two years.',
      'Sieve teaches a small model to read long papers by showing it summaries of their sections…',
    ],
    [
      'Sieve reduces the memory of long contexts by a factor of four and improves the accuracy of answers on nine data sets of law.',
      'Sieve reduces the memory of long contexts by a factor of four and improves the accuracy of answers…',
    ],
  ])('cuts where a clause or phrase ends: %s', (sentence, cut) => {
    expect(cutAtClause(sentence, 100)).toBe(cut);
  });

  it('drops a parenthetical rather than the verb', () => {
    const sentence =
      'Sieve, a cache for language models that considers the order and the age of all that a model has read so far, halves the cost of an answer.';
    expect(cutAtClause(sentence, 100)).toBe('Sieve halves the cost of an answer.');
  });

  it('never cuts off what limits a statement', () => {
    const sentence =
      'The model answers questions about long papers correctly only if the question names the section that holds the answer to it.';
    expect(cutAtClause(sentence, 90) ?? '').not.toMatch(/correctly…$/);
  });

  it('cuts within no brackets and no formula', () => {
    const cut = cutAtClause(
      'We prove that the method converges at a rate (which is measured, by the way, in steps of $f(x) = a, b$ each) of the root of the size.',
      90,
    );
    expect(cut ?? '').not.toMatch(/\([^)]*…$/);
  });

  it('is never longer than asked for, and never ends within a word', () => {
    const word = fc.constantFrom(
      'we',
      'Sieve',
      'improves',
      'cost,',
      'by',
      'using',
      'the',
      'a',
      'models',
      '(small',
      'ones)',
      'x'.repeat(40),
    );
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 60, max: 140 }),
        (words, max) => {
          const sentence = words.join(' ');
          for (const cut of [cutAtClause(sentence, max), cutAtWord(sentence, max)]) {
            if (cut === undefined) continue;
            expect(cut.length).toBeLessThanOrEqual(max);
            const last = cut.replace(/…$/, '').split(' ').at(-1) ?? '';
            expect(words.map((one) => one.replace(/,$/, ''))).toContain(last.replace(/,$/, ''));
          }
        },
      ),
    );
  });
});
