import { describe, expect, test } from 'vitest';
import { parseQuery } from '../../../src/search/query/query.ts';
import { buildIndex, paper } from '../support.ts';

const PAPERS = [
  paper('hamlet', 'To Be or Not to Be: Agents That Decide'),
  paper('or', 'To Be Seen', { abstract: 'Whether it has to be or has not to be, we ask.' }),
  paper('transformer', 'Transformers for Vision', { abstract: 'A model.' }),
  paper('transfer', 'Learning to Reuse', { abstract: 'We transfer what was learned.' }),
  paper('hinton', 'Capsules', { authors: ['Geoffrey Hinton'] }),
  paper('thai', 'โมเดลภาษาไทยสำหรับการเรียนรู้เชิงลึก', { abstract: 'งานวิจัยนี้เสนอวิธีการแปลภาษาใหม่' }),
  paper('lao', 'ພາສາລາວ'),
];
const index = buildIndex(PAPERS);
const found = (text: string): string[] =>
  index
    .search(parseQuery(text), { offset: 0, limit: 10 })
    .hits.map(({ paperId }) => paperId)
    .sort();

describe('a search', () => {
  test.each(['🤗', '(', '"“”"', '...', 'the'])('for %s finds nothing, and says why', (text) => {
    const answer = index.search(parseQuery(text), { offset: 0, limit: 10 });
    expect([answer.total, answer.hits]).toEqual([0, []]);
    expect(answer.nothing?.code).toMatch(/^(?:emptyQuery|commonWord)$/);
  });

  test('for a phrase of stop words finds who has them in this order', () => {
    expect(found('"to be or not to be"')).toEqual(['hamlet']);
    expect(found('to be or not to be')).toEqual(['hamlet']);
    expect(found('"has to be"')).toEqual(['or']);
    expect(found('"to be" agents')).toEqual(['hamlet']);
    const none = index.search(parseQuery('not be to or'), { offset: 0, limit: 10 });
    expect([none.total, none.nothing]).toEqual([0, { code: 'noSuchOrder' }]);
  });

  test('for a beginning finds every word that begins so, in titles, abstracts and names', () => {
    expect(found('trans*')).toEqual(['transfer', 'transformer']);
    expect(found('transformer*')).toEqual(['transformer']);
    expect(found('hint*')).toEqual(['hinton']);
    expect(found('zzz*')).toEqual([]);
    expect(found('vision -trans*')).toEqual([]);
    expect(found('learning -transformer*')).toEqual(['transfer']);
    expect(found('"transf* for vision"')).toEqual(['transformer']);
  });

  test('shows the words that a beginning has found', () => {
    const { terms } = index.search(parseQuery('trans*'), { offset: 0, limit: 10 });
    expect(terms.map(([term]) => term).sort()).toEqual(['transfer', 'transform']);
  });

  test('for a word inside Thai or Lao text finds it', () => {
    expect(found('ภาษา')).toEqual(['thai']);
    expect(found('แปล')).toEqual(['thai']);
    expect(found('การเรียนรู้')).toEqual(['thai']);
    expect(found('ປາ')).toEqual([]);
  });
});
