import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../src/core/base/errors.ts';
import { describeNote } from '../../../src/search/query/describe-notes.ts';
import { parseQuery } from '../../../src/search/query/query.ts';

const terms = (text: string): string[] => parseQuery(text).words.map(({ term }) => term);
const day = (text: string): number => Date.parse(text) / 86_400_000;

describe('a query', () => {
  test('is words, each counted as often as it was typed', () => {
    expect(parseQuery('attention of Attention sinks').words).toEqual([
      { word: 'attention', term: 'attent', forms: ['attention'], count: 2 },
      { word: 'sinks', term: 'sink', forms: ['sinks'], count: 1 },
    ]);
  });

  test('may demand a phrase, whose words count as words too', () => {
    const query = parseQuery('"chain of thought" reasoning');
    expect(query.phrases).toEqual([
      [
        { term: 'chain', offset: 0 },
        { term: 'thought', offset: 2 },
      ],
    ]);
    expect(query.words.map(({ term }) => term)).toEqual(['chain', 'thought', 'reason']);
  });

  test('may leave out words and phrases', () => {
    const query = parseQuery('diffusion -video -"text to image"');
    expect(query.without.map((phrase) => phrase.map(({ term }) => term))).toEqual([
      ['video'],
      ['text', 'imag'],
    ]);
    expect(terms('diffusion -video')).toEqual(['diffus']);
  });

  test('takes a hyphen inside a word for part of the word', () => {
    expect(parseQuery('fine-tuning').without).toEqual([]);
  });

  test('reads names, days, votes and code', () => {
    const query = parseQuery(
      'author:hinton author:"Yann LeCun" org:nvidia after:2024 before:2025-03 votes:>20 code:yes',
    );
    expect(query).toMatchObject({
      authors: [['hinton'], ['yann', 'lecun']],
      organizations: [['nvidia']],
      after: day('2024-01-01'),
      before: day('2025-03-01'),
      minVotes: 21,
      code: true,
      words: [],
    });
  });

  test('takes a hyphenated name apart, since papers write it either way', () => {
    expect(parseQuery('author:Jean-Luc').authors).toEqual([['jean', 'luc']]);
  });

  test.each([
    ['votes:20', 20, undefined],
    ['votes:>=20', 20, undefined],
    ['votes:<5', undefined, 4],
    ['votes:<=5', undefined, 5],
    ['votes:=7', 7, 7],
  ])('%s asks for between %s and %s votes', (text, minVotes, maxVotes) => {
    const query = parseQuery(text);
    expect([query.minVotes, query.maxVotes]).toEqual([minVotes, maxVotes]);
  });

  test.each([
    ['after:yesterday', 'after:2024-05-31'],
    ['before:2024-02-30', 'before:2024-05-31'],
    ['votes:many', 'votes:>20'],
    ['code:maybe', 'code:yes'],
    ['author:"  "', 'author:hinton'],
    ['author:', 'author:hinton'],
    ['sinks ORG: ', 'org:hinton'],
    ['sinks after:', 'after:2024-05-31'],
    ['-code:', 'code:yes'],
  ])('with %s is refused with the form to write', (text, form) => {
    expect(() => parseQuery(text)).toThrow(InputError);
    try {
      parseQuery(text);
    } catch (error) {
      expect(error).toMatchObject({ code: 'search-operator', fix: expect.stringContaining(form) });
    }
  });

  test('takes unknown operators and links for words', () => {
    expect(terms('BERT: pre-training foo:bar https://example.org')).toEqual(
      expect.arrayContaining(['bert', 'pre', 'train', 'pretrain', 'foo', 'bar', 'http', 'exampl', 'org']),
    );
  });

  test('with a star behind three letters or more asks for any word that begins so', () => {
    const partOf = [{ word: 'pretrain', term: 'pretrain' }];
    expect(parseQuery('trans* pre-train* the*').words).toEqual([
      { word: 'trans', term: 'trans', count: 1, prefix: true },
      { word: 'pre', term: 'pre', forms: ['pre'], count: 1, partCount: 1, partOf },
      { word: 'train', term: 'train', count: 1, prefix: true, partCount: 1, partOf },
      { word: 'pretrain', term: 'pretrain', count: 1, joined: true, prefix: true },
      { word: 'the', term: 'the', count: 1, prefix: true },
    ]);
    expect(parseQuery('A* Q* **bold** a*b FaSTA^*').words.some(({ prefix }) => prefix)).toBe(false);
    expect(parseQuery('x -trans*').without).toEqual([[{ term: 'trans', offset: 0, prefix: true }]]);
  });

  test('of stop words in a row is a phrase of pairs, in quotes or not', () => {
    const pairs = ['~to be', '~be or', '~or not', '~not to', '~to be'];
    const phrase = pairs.map((term, offset) => ({ term, offset }));
    expect(parseQuery('"to be or not to be"')).toMatchObject({ words: [], phrases: [phrase], notes: [] });
    expect(parseQuery('To be or not to be?')).toMatchObject({
      phrases: [phrase],
      notes: [{ code: 'commonPhrase' }],
    });
    expect(parseQuery('"to be" attention').phrases).toEqual([[{ term: '~to be', offset: 0 }]]);
  });

  test('with nothing to search for says why', () => {
    for (const text of ['🤗', '(', '"…"', '-', '', '?!', '* *'])
      expect(parseQuery(text).nothing).toEqual({ code: 'emptyQuery' });
    expect(parseQuery('the').nothing).toEqual({ code: 'commonWord', word: 'the' });
    for (const text of ['attention', '"to be"', 'votes:>3', '-video', '🤗 author:xiao'])
      expect(parseQuery(text).nothing).toBeUndefined();
  });

  test('closes a quote that was left open', () => {
    expect(parseQuery('"attention sink').phrases).toHaveLength(1);
  });

  test('of natural length takes quotes, dashes and colons for a manner of writing, and says so', () => {
    const query = parseQuery(
      'Which methods measure how "relevant" retrieved documents are -judged by people- when articles are found by code:word, title, author, journal, subject heading or abstract alone, after:2024?',
    );
    expect([query.phrases, query.without, query.code, query.after]).toEqual([[], [], undefined, undefined]);
    expect(query.words.map(({ term }) => term)).toEqual(
      expect.arrayContaining(['relev', 'judg', 'code', '2024']),
    );
    expect(query.notes).toEqual([{ code: 'longQuestion' }]);
    const bounded = parseQuery(
      `after:2024-05 ${'abcdefghijklmno'
        .split('')
        .map((a) => `word${a}`)
        .join(' ')}`,
    );
    expect([bounded.after, bounded.notes]).toEqual([day('2024-05-01'), []]);
  });

  test('names operators that do not exist, and leaves addresses alone', () => {
    const note = (text: string) => parseQuery(text).notes.map(describeNote);
    expect(note('title:agent topic:vision')).toEqual([
      'No operator is called “title:” or “topic:”; read as words. There are author:, org:, after:, before:, votes:, code:.',
    ]);
    expect(note('https://example.org/a LoRA: low rank')).toEqual([]);
  });

  test('names neighbors in pairs, over stop words and once each', () => {
    expect(parseQuery('state of the art state of the art').pairs).toEqual([
      ['state', 'art'],
      ['art', 'state'],
    ]);
  });

  test('that is too long is cut, and says so', () => {
    const query = parseQuery('word '.repeat(2000));
    expect(query.words).toEqual([{ word: 'word', term: 'word', forms: ['word'], count: 800 }]);
    expect(query.notes.map(describeNote)).toEqual(['Only the first 4000 characters were searched for.']);
  });

  test('of any kind is read or refused, and nothing else', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom('"', '-', 'author:', 'votes:>', 'after:', ' ', '“', ':', 'code:', '-"', '(', '*', '\\'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          parseQuery(pieces.join(''));
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
