import { expect, test } from 'vitest';
import { parseQuery } from '../../../src/search/query/query.ts';
import { buildIndex, paper } from '../support.ts';

const PAPERS = [
  paper('plain', 'Planning and planning'),
  paper('customers', 'Planning from customer reviews'),
  paper('tutorials', 'Two tutorials with many words, and one of these is planning'),
];

function ask(query: string, papers = PAPERS) {
  const { hits, notes } = buildIndex(papers).search(parseQuery(query), { offset: 0, limit: 9 });
  return { first: hits[0]?.paperId, notes };
}

test('a request for surveys finds what is called one in the plural, but no reviews by customers', () => {
  const about = { code: 'readRequest', topic: 'planning', newest: false };
  expect(ask('survey of planning')).toEqual({ first: 'tutorials', notes: [{ ...about, survey: true }] });
  expect(ask('survey of planning', PAPERS.slice(0, 2))).toEqual({
    first: 'plain',
    notes: [{ ...about, survey: false }],
  });
});
