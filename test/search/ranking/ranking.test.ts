import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Paper } from '../../../src/core/paper/paper.ts';
import type { Segment } from '../../../src/search/postings/segment.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { TermLookup } from '../../../src/search/query/term-lookup.ts';
import { Ranker } from '../../../src/search/ranking/ranking.ts';
import { RANKING } from '../../../src/search/ranking/ranking-parameters.ts';
import { hasStem, tokenize, toTerm } from '../../../src/search/text/tokenize.ts';
import { buildSegment, paper, WORDS } from '../support.ts';

const K1 = 1.2;
const B = 0.75;
const TITLE = 3;
/** Beyond 13 occurrences only these are distinguished. */
const LEVELS = [13, 15, 18, 24];

/** What a text has a word as: by its stem, and where it has one by itself, with a mark that no stem has. */
function listKeys(word: string): string[] {
  const term = toTerm(word);
  if (term === '') return [];
  return hasStem(word) ? [term, `+${word}`] : [term];
}

/** What a query asks for, and how much each counts: in a short one words as typed beside their stems. */
function askedFor(query: string): Array<readonly [key: string, count: number]> {
  const { words } = parseQuery(query);
  const isShort = words.filter(({ joined }) => !joined).length <= RANKING.formWords;
  return words.flatMap(({ term, count, forms = [] }) => [
    [term, count] as const,
    ...(isShort
      ? forms.map((form) => [`+${form}`, (RANKING.formWeight * count) / forms.length] as const)
      : []),
  ]);
}

/** How often each paper has what, the title counted three times. */
function readAll(papers: readonly Paper[]) {
  return papers.map(({ id, title, abstract }) => {
    const frequency = new Map<string, number>();
    let length = 0;
    for (const [text, weight] of [
      [title, TITLE],
      [abstract, 1],
    ] as const) {
      tokenize(text, (word) => {
        const keys = listKeys(word);
        if (keys.length > 0) length += weight;
        for (const key of keys) frequency.set(key, (frequency.get(key) ?? 0) + weight);
      });
    }
    for (const [term, n] of frequency) {
      if (n > 13) frequency.set(term, LEVELS.findLast((level) => level <= n) ?? n);
    }
    return { id, frequency, length };
  });
}

/** BM25 as in the textbook: every paper looked at for every word. */
function naiveScores(read: ReturnType<typeof readAll>, query: string): Map<string, number> {
  const average = read.reduce((sum, one) => sum + one.length, 0) / read.length;
  const scores = new Map<string, number>();
  for (const [term, count] of askedFor(query)) {
    const containing = read.filter(({ frequency }) => frequency.has(term)).length;
    const idf = Math.log(1 + (read.length - containing + 0.5) / (containing + 0.5));
    for (const { id, frequency, length } of read) {
      const n = frequency.get(term) ?? 0;
      if (n === 0) continue;
      const norm = K1 * (1 - B + (B * length) / Math.max(average, 1));
      scores.set(id, (scores.get(id) ?? 0) + (count * idf * n) / (n + norm));
    }
  }
  return scores;
}

const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 25 }).map((words) => words.join(' '));
const collection = fc
  .array(fc.record({ title: text, abstract: text }), { minLength: 1, maxLength: 40 })
  .map((texts) => texts.map(({ title, abstract }, i) => paper(`p${i}`, title, { abstract })));

function rankedIds(segments: readonly Segment[], query: string, count: number) {
  const ranked = new Ranker().rank(new TermLookup(segments), parseQuery(query), count);
  const hits = ranked.hits.map(({ segment, paper: number, score }) => ({
    id: segments[segment]?.readPaperId(number) ?? '',
    score,
  }));
  return { ...ranked, hits };
}

describe('ranking', () => {
  test('gives every paper the score that reading all of them gives', () => {
    fc.assert(
      fc.property(collection, text, fc.integer({ min: 1, max: 3 }), (papers, query, parts) => {
        const size = Math.ceil(papers.length / parts);
        const segments: Segment[] = [];
        for (let at = 0; at < papers.length; at += size)
          segments.push(buildSegment(papers.slice(at, at + size)));
        const expected = naiveScores(readAll(papers), query);
        if (parseQuery(query).words.length === 0) return;
        const { hits, total } = rankedIds(segments, query, 100);
        expect(total).toBe(expected.size);
        expect(hits.map(({ id }) => id).sort()).toEqual([...expected.keys()].sort());
        for (const { id, score } of hits) expect(score).toBeCloseTo(expected.get(id) ?? 0, 4);
      }),
      { numRuns: 300 },
    );
  });

  test('finds the same best papers when it skips what cannot be among them', () => {
    // Long lists are what skipping is for: thousands of papers, few wanted.
    let state = 1;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const vocabulary = Array.from(
      { length: 60 },
      (_, i) => `w${'abcdefghij'[i % 10]}${'klmnop'[Math.floor(i / 10)]}`,
    );
    const words = (count: number): string =>
      Array.from({ length: count }, () => vocabulary[Math.floor(random() ** 3 * 60)]).join(' ');
    const papers = Array.from({ length: 9000 }, (_, i) => paper(`p${i}`, words(4), { abstract: words(20) }));
    const segments = [buildSegment(papers.slice(0, 5000)), buildSegment(papers.slice(5000))];
    const read = readAll(papers);
    let skipped = 0;
    for (let round = 0; round < 25; round++) {
      const query = `${words(2)} ${vocabulary[59 - round]} ${words(2)}`;
      const expected = [...naiveScores(read, query)].sort((a, b) => b[1] - a[1]).slice(0, 10);
      const { hits, totalIsFloor } = rankedIds(segments, query, 10);
      if (totalIsFloor) skipped += 1;
      expect(hits).toHaveLength(10);
      for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(expected[i]?.[1] ?? 0, 4);
    }
    expect(skipped).toBeGreaterThan(10);
  });

  test('of two papers that score alike puts the one first that came first', () => {
    const segments = [buildSegment([paper('b', 'same words'), paper('a', 'same words')])];
    expect(rankedIds(segments, 'words', 2).hits.map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('finds an author by name, and does not take a common word for one', () => {
    const segments = [
      buildSegment([
        paper('named', 'Distillation', { authors: ['Geoffrey Hinton'] }),
        paper('agent-1', 'An agent'),
        paper('agent-2', 'Agents that act'),
        paper('agent-3', 'More agents'),
        paper('called-agent', 'Something else', { authors: ['Joe Agent'] }),
      ]),
    ];
    expect(rankedIds(segments, 'hinton', 5).hits.map(({ id }) => id)).toEqual(['named']);
    expect(rankedIds(segments, 'agent', 5).hits.at(-1)?.id).toBe('called-agent');
  });

  test('counts a repeated word of the query as often as it occurs', () => {
    const segments = [buildSegment([paper('a', 'graph'), paper('b', 'image')])];
    const [first] = rankedIds(segments, 'graph image image', 2).hits;
    expect(first?.id).toBe('b');
  });
});
