import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { noteOf } from '../../src/search/correction.ts';
import { editDistance } from '../../src/search/edit-distance.ts';
import { parseQuery } from '../../src/search/query.ts';
import { indexOf, paper } from './support.ts';

const PAPERS = [
  paper('sink', 'Attention sinks in transformers', { abstract: 'We explain the attention sink.' }),
  paper('sinks', 'Why attention sinks emerge', { abstract: 'Attention sinks emerge in training.' }),
  paper('sinking', 'Attention sinks and streaming'),
  paper('zinc', 'Zinc in the diet'),
  paper('sine', 'Sine activations', { abstract: 'A sinc function appears, with much entropy.' }),
  paper('diff', 'Diffusion transformers'),
  paper('other', 'Graphs of molecules'),
];

const index = indexOf(PAPERS);

/** The index's answer with the notes that a person gets to read. */
function search(text: string) {
  const answer = index.search(parseQuery(text), { offset: 0, limit: 5 });
  const corrections = answer.corrections.map((correction) => noteOf(correction, PAPERS));
  return { ...answer, notes: [...corrections, ...answer.notes] };
}

describe('misspelt words', () => {
  test('are read as the words that stand side by side in papers', () => {
    const answer = search('atention sinc');
    expect(
      answer.hits
        .slice(0, 3)
        .map(({ paperId }) => paperId)
        .sort(),
    ).toEqual(['sink', 'sinking', 'sinks']);
    expect(answer.notes).toEqual([
      'Searched for “attention” instead of “atention”.',
      expect.stringMatching(/^Searched for “sinks?” instead of “sinc”\.$/),
    ]);
  });

  test.each([
    ['transfomer', 'diff'],
    ['difusion', 'diff'],
    ['moelcules', 'other'],
    ['grahps', 'other'],
  ])('%s finds %s', (typed, id) => {
    expect(search(typed).hits.map(({ paperId }) => paperId)).toContain(id);
  });

  test('are read otherwise also in a long query of which no paper holds a word', () => {
    const typed = 'atention transfomer moelcules difusion actvations grahps streming';
    expect(search(typed).total).toBeGreaterThan(0);
    expect(search(typed).notes).toContain('Searched for “graphs” instead of “grahps”.');
  });

  test('are looked for in abstracts too, where no title has one like it', () => {
    const answer = search('functoin');
    expect(answer.hits.map(({ paperId }) => paperId)).toEqual(['sine']);
    expect(answer.notes).toEqual(['Searched for “function” instead of “functoin”.']);
    // Its stem is `entropi`.
    expect(search('entrpy').notes).toEqual(['Searched for “entropy” instead of “entrpy”.']);
  });

  test('are read as the words of one stem in abstracts, and not as words that merely look alike', () => {
    expect(search('entropies').total).toBe(1);
    expect(search('entrpies').notes).toEqual(['Searched for “entropy” instead of “entrpies”.']);
    expect(search('actoins').notes).toEqual([]);
    const papers = [
      paper('agents', 'Agents that browse'),
      paper('agent', 'Agents that plan'),
      paper('attention', 'A cache', { abstract: 'It is made for attention.' }),
    ];
    const page = { offset: 0, limit: 1 };
    const [hit] = indexOf(papers).search(parseQuery('atention'), page).hits;
    expect(hit?.paperId).toBe('attention');
  });

  test('are left alone when nothing is near', () => {
    expect(search('qqqqqq')).toMatchObject({ hits: [], total: 0, notes: [] });
    expect(search('ab').hits).toEqual([]);
  });

  test('are let be where they are short and another word finds something', () => {
    expect(search('attention dies').notes).toEqual([]);
    expect(search('attention dies').hits.map(({ paperId }) => paperId)).toContain('sink');
    // A word that one paper alone holds may be a slip itself.
    expect(search('emerge zink').notes.join()).toContain('“zink”');
    expect(search('dies').notes.join()).toContain('instead of “dies”');
    expect(search('attention moelcules').notes.join()).toContain('“molecules”');
  });

  test('are not looked for when papers hold the words', () => {
    expect(search('sinc').notes).toEqual([]);
  });
});

/** Every way to change, from the definition, without any short cut. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length;
  const same = a[0] === b[0] ? 0 : 1;
  const ways = [
    plainDistance(a.slice(1), b) + 1,
    plainDistance(a, b.slice(1)) + 1,
    plainDistance(a.slice(1), b.slice(1)) + same,
  ];
  if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) {
    ways.push(plainDistance(a.slice(2), b.slice(2)) + 1);
  }
  return Math.min(...ways);
}

test('the distance of two words is the fewest letters inserted, dropped, replaced or swapped', () => {
  const word = fc.stringMatching(/^[abc]{0,5}$/);
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (a, b, limit) => {
      expect(editDistance(a, b, limit)).toBe(Math.min(plainDistance(a, b), limit + 1));
    }),
    { numRuns: 500 },
  );
});
