import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Beginnings } from '../../src/search/beginnings.ts';
import { termOf, tokenize } from '../../src/search/tokenize.ts';

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

  test('leave no word out that stands in a compound, by whatever seam', () => {
    const pieces = fc.array(
      fc.stringMatching(/^[a-z]{1,5}$|^[A-Z][a-z]{0,4}$|^[0-9]{1,3}$|^(?:\\+\\+|#|é)$/),
      {
        minLength: 1,
        maxLength: 5,
      },
    );
    const joint = fc.constantFrom('', '-', '_', '.', '’', '(', ' ');
    fc.assert(
      fc.property(pieces, joint, fc.nat(), (parts, join, which) => {
        const text = parts.join(join);
        const all: string[] = [];
        tokenize(text, (word) => all.push(word));
        const wanted = all[which % all.length];
        fc.pre(wanted !== undefined && termOf(wanted) !== '');
        const passed: string[] = [];
        tokenize(text, (word) => passed.push(word), 0, new Beginnings([termOf(wanted ?? '')]));
        expect(passed).toContain(wanted);
      }),
      { numRuns: 5000 },
    );
  });
});
