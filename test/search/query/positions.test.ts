import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInitial, matchesName } from '../../../src/core/matching/name.ts';
import type { Paper } from '../../../src/core/paper/paper.ts';
import { readTerms } from '../../../src/search/postings/indexed-paper.ts';
import { matchName } from '../../../src/search/query/names.ts';
import { matchPhrase } from '../../../src/search/query/phrases.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { TermLookup } from '../../../src/search/query/term-lookup.ts';
import { createAdjacencyScorer } from '../../../src/search/ranking/adjacency.ts';
import { TermCache } from '../../../src/search/text/term-cache.ts';
import { listParts } from '../../../src/search/text/tokenize.ts';
import { buildSegment, paper, WORDS } from '../support.ts';

const K1 = 1.2;
const SOME = [...WORDS.slice(0, 8), 'the', 'of', 'GPT-4o', 'fine-tuning', '学習モデル'];
const text = (most: number) =>
  fc.array(fc.constantFrom(...SOME), { maxLength: most }).map((words) => words.join(' '));
const papers = fc
  .array(fc.record({ title: text(5), abstract: text(12) }), { minLength: 1, maxLength: 12 })
  .map((texts) => texts.map(({ title, abstract }, i) => paper(`p${i}`, title, { abstract })));

/** Every word of a paper with its place, read again: `term@position`. */
function findPositions(one: Paper): ReadonlySet<string> {
  const positions = new Set<string>();
  readTerms(one, new TermCache(), (term, position) => positions.add(`${term}@${position}`));
  return positions;
}

describe('against a reader who looks at every place of every paper', () => {
  test('a phrase is found where its words are at their distances, and nowhere else', () => {
    fc.assert(
      fc.property(papers, text(4), (all, words) => {
        const [phrase] = parseQuery(`"${words}"`).phrases;
        if (!phrase) return;
        const expected = all.map((one) => {
          const positions = findPositions(one);
          const starts = Array.from({ length: 60 }, (_, start) => start);
          return starts.some((start) =>
            phrase.every(({ term, offset }) => positions.has(`${term}@${start + offset}`)),
          );
        });
        expect([...matchPhrase(buildSegment(all), phrase)].map(Boolean)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('neighbors earn as often as one is right behind the other', () => {
    fc.assert(
      fc.property(papers, text(4), (all, words) => {
        const pairs = parseQuery(words).pairs.map(([left, right], i) => ({ left, right, weight: i + 1 }));
        const segments = [
          buildSegment(all.slice(0, 5)),
          ...(all.length > 5 ? [buildSegment(all.slice(5))] : []),
        ];
        const score = createAdjacencyScorer(new TermLookup(segments), pairs);
        for (const [i, one] of all.entries()) {
          const positions = findPositions(one);
          const expected = pairs.reduce((sum, { left, right, weight }) => {
            const times = Array.from({ length: 60 }, (_, at) => at).filter(
              (at) => positions.has(`${left}@${at}`) && positions.has(`${right}@${at + 1}`),
            ).length;
            return sum + (weight * times) / (times + K1);
          }, 0);
          expect(score(i < 5 ? 0 : 1, i < 5 ? i : i - 5)).toBeCloseTo(expected, 6);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('an author is found when one name has all the words, in any order', () => {
    const name = fc.array(fc.constantFrom('Wei', 'Ada', 'Jean-Luc', 'Müller', 'Li', 'M.'), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        fc.array(fc.array(name, { maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        name,
        (all, asked) => {
          const typed = listParts(asked.join(' '));
          const inFull = typed.filter((word) => !isInitial(word));
          const wanted = inFull.length > 1 ? inFull : typed;
          const named = all.map((authors, i) =>
            paper(`p${i}`, 'x', { authors: authors.map((words) => words.join(' ')) }),
          );
          const expected = all.map((authors) =>
            authors.some((words) => {
              const parts = listParts(words.join(' '));
              return matchesName(wanted, parts);
            }),
          );
          expect([...matchName(buildSegment(named), typed, '@')].map(Boolean)).toEqual(expected);
        },
      ),
      { numRuns: 500 },
    );
  });
});
