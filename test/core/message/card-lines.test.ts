import { describe, expect, it } from 'vitest';
import { chooseCardText, listCardFacts, wordPeople } from '../../../src/core/message/card-lines.ts';
import { aPaper, aView } from '../../support/builders.ts';

const authors = ['Ada Lovelace', 'Alan Turing', 'Grace Hopper', 'Emmy Noether', 'Ludwig Prandtl'];

const asPosted = (fields: Parameters<typeof aPaper>[0]) => ({
  ...{ view: aView({ paper: aPaper(fields) }), language: 'en', takesReactions: true as const },
});
const asAnswer = (fields: Parameters<typeof aPaper>[0]) => {
  const { takesReactions: _, ...answer } = asPosted(fields);
  return answer;
};

describe('who wrote the paper of a posted card', () => {
  it.each([
    [{ authors: authors.slice(0, 1) }, 'Ada Lovelace'],
    [{ authors: authors.slice(0, 3) }, 'Ada Lovelace, Alan Turing, Grace Hopper'],
    [{ authors }, 'Ada Lovelace, Alan Turing and 3 more'],
    [{ authors, organization: 'Analytical Engines' }, 'Ada Lovelace et al. · Analytical Engines'],
    [
      { authors: ['Ada'.repeat(10)], organization: 'The Society of Analytical Engines' },
      'The Society of Analytical Engines',
    ],
    [{ authors: [], organization: 'Analytical Engines' }, 'Analytical Engines'],
  ])('is one line of a phone', (fields, line) => {
    expect(wordPeople(asPosted(fields))).toBe(line);
    expect(line.length).toBeLessThanOrEqual(44);
  });

  it('is named in full in an answer', () => {
    expect(wordPeople(asAnswer({ authors, organization: 'Analytical Engines' }))).toBe(
      'Ada Lovelace, Alan Turing, Grace Hopper and 2 more · Analytical Engines',
    );
  });
});

describe('what a posted card says', () => {
  it('is the brief text where there is one', () => {
    const summary = { text: 'It reads. It also writes.', brief: 'It reads.', by: 'abstract' };
    const posted = { view: aView({ summary }), takesReactions: true as const };
    expect(chooseCardText(posted)).toBe('It reads.');
    expect(chooseCardText({ view: posted.view })).toBe('It reads. It also writes.');
    expect(
      chooseCardText({ ...posted, view: aView({ summary: { text: 'It reads.', by: 'abstract' } }) }),
    ).toBe('It reads.');
  });

  it('has no date of its own, and the day of another edition', () => {
    const words = (card: Parameters<typeof listCardFacts>[0]) => listCardFacts(card).map(({ text }) => text);
    const dated = { publishedAt: '2026-04-28T00:00:00Z', upvotes: 12, comments: 0 };
    expect(words(asPosted(dated))).toEqual(['12 upvotes']);
    expect(words(asAnswer(dated))).toEqual(['12 upvotes', 'published Apr 28, 2026']);
    const { paper } = asPosted(dated).view;
    expect(words({ ...asPosted(dated), view: aView({ paper, day: '2026-04-29' }) })).toEqual([
      '12 upvotes',
      'listed Apr 29, 2026',
    ]);
  });

  it('has topics where its last line has space for two, otherwise in a line more, and an answer has them all', () => {
    const listed = { authors, upvotes: 12, comments: 0, keywords: ['RAG', 'planning', 'tool use'] };
    const words = (card: Parameters<typeof listCardFacts>[0]) => listCardFacts(card).map(({ text }) => text);
    // `12 upvotes · arXiv · PDF` leaves 12 characters of a line.
    expect(words(asPosted({ ...listed, keywords: ['RAG', 'GUI', 'planning'] })).slice(1)).toEqual([
      'RAG',
      'GUI',
    ]);
    expect(words(asPosted(listed)).slice(1)).toEqual(['RAG', 'planning', 'tool use']);
    const answer = asAnswer({ ...listed, publishedAt: '2026-04-28T00:00:00Z' });
    expect(words(answer).slice(2)).toEqual(['RAG', 'planning', 'tool use']);
  });
});
