import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Beginnings } from '../../src/search/beginnings.ts';
import { termOf } from '../../src/search/tokenize.ts';

const ENDINGS = [
  '',
  's',
  'ies',
  'ed',
  'ing',
  'y',
  'ation',
  'ational',
  'ability',
  'ably',
  'izer',
  'ness',
  'e',
];

describe('beginnings', () => {
  test('let every word pass whose stem is wanted', () => {
    const letters = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(letters, fc.constantFrom(...ENDINGS), (root, ending) => {
        const word = root + ending;
        fc.pre(termOf(word) !== '');
        expect(new Beginnings(['attent', termOf(word)]).match(`The ${word.toUpperCase()}`, 4)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  test('pass over words that begin otherwise', () => {
    const wanted = new Beginnings(['attent', 'o', 'c++']);
    const passed = (word: string) => !wanted.match(word, 0);
    expect(['sink', 'art', 'a', 'ct', 'training'].every(passed)).toBe(true);
    expect(['Attention', 'of', 'o', 'c++'].some(passed)).toBe(false);
  });
});
