import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildBeginningsPattern } from '../../../src/search/highlight/beginnings.ts';
import { TermMatcher } from '../../../src/search/highlight/matches.ts';
import { tokenize, toTerm } from '../../../src/search/text/tokenize.ts';

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

/** No word is filed under it, and with it every word is read: words may reach over spaces. */
const READS_ALL = 'o(';

function findPositions(text: string, terms: readonly string[]): string[] {
  return new TermMatcher(new Set(terms))
    .find(text)
    .map(({ start, end, term }) => `${term} at ${start} to ${end}`);
}

describe('the places of terms in a text', () => {
  test('every word is found whose stem is wanted', () => {
    const letters = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(letters, fc.constantFrom(...ENDINGS), (root, ending) => {
        const word = root + ending;
        fc.pre(toTerm(word) !== '');
        const text = `the ${word.toUpperCase()}, then`;
        expect(findPositions(text, ['attent', toTerm(word)])).toContain(
          `${toTerm(word)} at 4 to ${4 + word.length}`,
        );
      }),
      { numRuns: 3000 },
    );
  });

  test('are those that reading every word finds, by whatever seam words are joined', () => {
    const piece = fc.stringMatching(
      /^[a-z]{1,5}$|^[A-Z][a-z]{0,4}$|^[0-9]{1,3}$|^(?:\+\+|#|é|ｆ|注意|O\(n log n\))$/,
    );
    const joint = fc.constantFrom('', '-', '_', '.', '’', "'", '(', ' ', ' ', '\n', '\u00a0');
    const text = fc
      .array(fc.tuple(piece, joint), { minLength: 1, maxLength: 8 })
      .map((all) => all.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), (written, which) => {
        const words: string[] = [];
        tokenize(written, (word) => words.push(word));
        const terms = which.flatMap((n) => toTerm(words[n % words.length] ?? '') || []);
        fc.pre(terms.length > 0);
        const all = findPositions(written, [...terms, READS_ALL]);
        expect(all.length).toBeGreaterThan(0);
        expect(findPositions(written, terms)).toEqual(all);
      }),
      { numRuns: 5000 },
    );
  });

  test('most words are passed over unread', () => {
    const spots = (text: string) =>
      text.match(buildBeginningsPattern(['attent', 'gpt4o', 'c++']) ?? /./g) ?? [];
    expect(spots('Sinks in training, a model of language')).toEqual([]);
    expect(spots('ATTENTION, GPT-4o, c++ and naïve')).toEqual(['ATT', 'GPT', 'c+', 'ï']);
  });
});
