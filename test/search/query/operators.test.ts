import { describe, expect, test } from 'vitest';
import { ORGANIZATION_MARK } from '../../../src/search/postings/indexed-paper.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { OTHER_NAMES, SAME_NAMES } from '../../support/names.ts';
import { buildIndex, buildSegment, paper } from '../support.ts';

const index = buildIndex([
  paper('cot', 'Chain of thought prompting', {
    authors: ['Jason Wei', 'Denny Zhou'],
    organization: 'Google Research',
    publishedAt: '2022-01-28T00:00:00Z',
    upvotes: 120,
    codeUrl: 'https://github.com/x/y',
  }),
  paper('thought', 'A thought about a chain of stores', {
    authors: ['Denny Li', 'Wei Zhang'],
    publishedAt: '2024-05-31T10:00:00Z',
    upvotes: 3,
  }),
  paper('cpp', 'Sorting in C++ in O(n log n)', {
    publishedAt: '2024-06-01T00:00:00Z',
    keywords: ['quicksort'],
  }),
  paper('c', 'Sorting in C', { authors: ['Jean-Luc Müller'] }),
  paper('kanji', '注意機構の学習モデル', { upvotes: 20 }),
]);

function found(query: string): string[] {
  const answer = index.search(parseQuery(query), { offset: 0, limit: 10 });
  return answer.hits.map(({ paperId }) => paperId).sort();
}

describe('operators', () => {
  test.each([
    ['"chain of thought"', ['cot']],
    ['"chain thought"', ['cot', 'thought']],
    ['chain -prompting', ['thought']],
    ['chain -"chain of stores"', ['cot']],
    ['author:wei', ['cot', 'thought']],
    ['author:"Jason Wei"', ['cot']],
    ['author:"denny zhou" chain', ['cot']],
    ['author:"denny zhang"', []],
    ['author:muller', ['c']],
    ['author:"jean luc"', ['c']],
    ['org:google', ['cot']],
    ['org:"google research" -prompting', []],
    ['after:2024-05-31', ['cpp', 'thought']],
    ['before:2024-06-01', ['cot', 'thought']],
    ['before:2024-06 after:2023', ['thought']],
    ['votes:>3', ['cot', 'kanji']],
    ['votes:>=3', ['cot', 'kanji', 'thought']],
    ['votes:<20', ['thought']],
    ['code:yes', ['cot']],
    ['code:no chain', ['thought']],
    ['C++', ['cpp']],
    ['O(n log n) -python', ['cpp']],
    ['quicksort', ['cpp']],
    ['学習', ['kanji']],
    ['机', []],
    ['Müller', ['c']],
  ])('%s finds %j', (query, ids) => {
    expect(found(query)).toEqual(ids);
  });

  test('find an organization in Chinese letters, which is not filed under its joined pairs', () => {
    const papers = [paper('by', 'A paper', { organization: '量子研' }), paper('other', 'A paper')];
    const { hits } = buildIndex(papers).search(parseQuery('org:量子研'), { offset: 0, limit: 9 });
    expect(hits.map(({ paperId }) => paperId)).toEqual(['by']);
    const { from, to } = buildSegment(papers).terms.findStartingWith(ORGANIZATION_MARK);
    expect(to - from).toBe(['量子', '量', '子研', '子', '研'].length);
  });

  test('without words list the newest first, and say so', () => {
    const answer = index.search(parseQuery('after:2020'), { offset: 0, limit: 10 });
    expect(answer.hits.map(({ paperId }) => paperId)).toEqual(['cpp', 'thought', 'cot']);
    expect(answer.total).toBe(3);
    expect(answer.notes).toEqual([{ code: 'newestFirst' }]);
  });

  test('that demand a phrase nobody wrote are loosened, and that is said', () => {
    const answer = index.search(parseQuery('"thought chain"'), { offset: 0, limit: 10 });
    expect(answer.hits.map(({ paperId }) => paperId).sort()).toEqual(['cot', 'thought']);
    expect(answer.notes).toEqual([{ code: 'noSuchPhrase' }]);
  });

  test('a page begins where the one before ended', () => {
    const all = index.search(parseQuery('chain thought sorting'), { offset: 0, limit: 10 });
    const pages = [0, 1, 2, 3].map((offset) => {
      return index.search(parseQuery('chain thought sorting'), { offset, limit: 1 }).hits[0]?.paperId;
    });
    expect(pages).toEqual(all.hits.map(({ paperId }) => paperId));
  });
});

describe('author:', () => {
  const finds = (wanted: string, name: string) => {
    const papers = [paper('by', 'A paper', { authors: ['Wei Zhang', name, 'Li Bai Wei'] })];
    const { hits } = buildIndex(papers).search(parseQuery(`author:"${wanted}"`), { offset: 0, limit: 9 });
    return hits.length > 0;
  };

  test.each(SAME_NAMES)('%j finds %j', (wanted, name) => expect(finds(wanted, name)).toBe(true));

  test.each(OTHER_NAMES.filter(([wanted]) => !/^(?:Li|Wei Wei)$/.test(wanted)))(
    '%j does not find %j',
    (wanted, name) => expect(finds(wanted, name)).toBe(false),
  );

  test('match:any is an operator that is known', () => {
    expect(parseQuery('match:any agents').notes).toEqual([]);
  });
});
