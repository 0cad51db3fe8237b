import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toNote } from '../../../src/search/query/correction.ts';
import { describeNote } from '../../../src/search/query/describe-notes.ts';
import { countWrongAllowed, countWrongLetters } from '../../../src/search/query/misspelling-distance.ts';
import { parseQuery } from '../../../src/search/query/query.ts';
import { EnglishWords } from '../../../src/search/text/english-words.ts';
import { buildIndex, paper } from '../support.ts';

const PAPERS = [
  paper('sink', 'Attention sinks in transformers', { abstract: 'We explain the attention sink.' }),
  paper('sinks', 'Why attention sinks emerge', { abstract: 'Attention sinks emerge in training.' }),
  paper('sinking', 'Attention sinks and streaming'),
  paper('zinc', 'Zinc in the diet'),
  paper('sine', 'Sine activations', { abstract: 'A sinc function appears, with much entropy.' }),
  paper('diff', 'Diffusion transformers'),
  paper('other', 'Graphs of molecules'),
];

const index = buildIndex(PAPERS);

/** The index's answer with the notes that a person gets to read. */
function search(text: string) {
  const answer = index.search(parseQuery(text), { offset: 0, limit: 5 });
  const corrections = answer.corrections
    .filter(({ to }) => to !== undefined)
    .map((correction) => toNote(correction, PAPERS));
  return { ...answer, notes: [...corrections, ...answer.notes.map(describeNote)] };
}

describe('misspelled words', () => {
  test('are read as the words that are side by side in papers', () => {
    // `sikn` is as near to `skin`, which no title has beside attention.
    const answer = search('atention sikns');
    expect(
      answer.hits
        .slice(0, 3)
        .map(({ paperId }) => paperId)
        .sort(),
    ).toEqual(['sink', 'sinking', 'sinks']);
    expect(answer.notes).toEqual([
      'Searched for “attention” instead of “atention”.',
      expect.stringMatching(/^Searched for “sinks?” instead of “sikns”\.$/),
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
    const [hit] = buildIndex(papers).search(parseQuery('atention'), page).hits;
    expect(hit?.paperId).toBe('attention');
  });

  test('are left alone when nothing is near', () => {
    expect(search('qqqqqq')).toMatchObject({ hits: [], total: 0, notes: [] });
    expect(search('ab').hits).toEqual([]);
  });

  test('are suggested and not replaced where the other words find something good', () => {
    const many = Array.from({ length: 30 }, (_, i) => paper(`p${i}`, `Paper ${i} on attention`));
    const larger = buildIndex([...PAPERS, ...many]);
    const ask = (text: string) => larger.search(parseQuery(text), { offset: 0, limit: 5 });
    const corrected = ask('moelcules entropy');
    expect(corrected.hits.map(({ paperId }) => paperId)).toEqual(['sine']);
    expect(corrected.corrections.map((one) => toNote(one, PAPERS))).toEqual([
      'No paper here has “moelcules”. Did you mean “molecules”?',
    ]);
    // Nearly every paper has the other word: what it finds is not good.
    const replaced = ask('attention moelcules');
    expect(replaced.hits.map(({ paperId }) => paperId)).toContain('other');
    expect(replaced.corrections.map((one) => toNote(one, PAPERS))).toEqual([
      'Searched for “molecules” instead of “moelcules”.',
    ]);
  });

  test('are none where they are English, names, known to few papers, or in quotes', () => {
    const papers = [
      paper('link', 'Attention link prediction', { abstract: 'We predict links. Attention helps.' }),
      paper('other', 'Attention and lore', { abstract: 'A tokenizor, once.' }),
    ];
    const ask = (text: string) => {
      const { corrections } = buildIndex(papers).search(parseQuery(text), { offset: 0, limit: 5 });
      return corrections.map((one) => toNote(one, papers));
    };
    expect(ask('attention sinks')).toEqual(['No paper here has “sinks”.']);
    expect(ask('sinks')).toEqual(['No paper here has “sinks”.']);
    expect(ask('LoRA')).toEqual(['No paper here has “lora”.']);
    expect(ask('lore5 attention')).toEqual([]);
    expect(ask('tokenizor attention')).toEqual([]);
    expect(ask('"atention"')).toEqual(['No paper here has “atention”.']);
    expect(ask('atention')).toEqual(['Searched for “attention” instead of “atention”.']);
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

describe('how wrong a word is', () => {
  test.each([
    ['attention', 'attention', 0],
    ['atention', 'attention', 0.4],
    ['attenntion', 'attention', 0.4],
    ['attnetion', 'attention', 0.5],
    ['attemtion', 'attention', 0.5],
    ['attehtion', 'attention', 0.5],
    ['attxntion', 'attention', 1],
    ['attntion', 'attention', 1],
    ['link', 'sink', 1],
  ])('%s for %s is %d', (typed, meant, wrong) => {
    expect(countWrongLetters(typed, meant, 2)).toBe(wrong);
  });

  test('may be one letter in five: of short words only the commonest slips', () => {
    const mayBe = (typed: string, meant: string) =>
      countWrongLetters(typed, meant, countWrongAllowed(typed)) <= 2;
    expect([mayBe('sinc', 'sink'), mayBe('sikn', 'sink'), mayBe('sinks', 'link')]).toEqual([
      false,
      true,
      false,
    ]);
    expect([mayBe('molecuels', 'molecules'), mayBe('xolecyxes', 'molecules')]).toEqual([true, false]);
  });

  test('is bounded by a part of the letters changed and all of them', () => {
    // No neighbors on the keyboard: a and m and r.
    const word = fc.stringMatching(/^[amr]{0,5}$/);
    fc.assert(
      fc.property(word, word, (a, b) => {
        const apart = plainDistance(a, b);
        const wrong = countWrongLetters(a, b, 9);
        expect(wrong).toBeLessThanOrEqual(apart);
        expect(wrong).toBeGreaterThanOrEqual(apart * 0.4);
        expect(countWrongLetters(a, b, 1)).toBe(wrong > 1 ? Number.POSITIVE_INFINITY : wrong);
      }),
      { numRuns: 500 },
    );
  });
});

test('a word list decides what is English', () => {
  const english = new EnglishWords();
  expect(['sinks', 'link', 'aa', 'zzzs', 'multimodal'].filter((word) => !english.has(word))).toEqual([]);
  expect(['sikns', 'atention', 'transfomer', 'ink\nlin', ''].filter((word) => english.has(word))).toEqual([]);
});
