import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutSnippet } from '../../../src/search/highlight/snippet.ts';
import { toTerm } from '../../../src/search/text/tokenize.ts';
import { WORDS } from '../support.ts';

const marked = (title: string, abstract: string, ...words: string[]): string =>
  cutSnippet({ title, abstract }, new Map(words.map((word) => [toTerm(word), 1])))
    .map(({ text, strong }) => (strong ? `*${text}*` : text))
    .join('');

const FILLER = 'Nothing of interest happens in this sentence at all. '.repeat(6);

describe('a snippet', () => {
  test('shows the matched words strong, in the form they have there', () => {
    expect(marked('T', 'Attention sinks keep attending.', 'attention', 'sink')).toBe(
      '*Attention* *sinks* keep attending.',
    );
  });

  test('is the window that holds most of what was searched for, from the beginning of a sentence', () => {
    const text = `${FILLER}Sinks are mentioned once. ${FILLER}Here attention sinks are explained. ${FILLER}`;
    const snippet = marked('T', text, 'attention', 'sink');
    expect(snippet).toMatch(/^… Here \*attention\* \*sinks\* are explained\. Nothing/);
    expect(snippet).toMatch(/ …$/);
  });

  test('takes two lines of a phone, with what precedes the passage', () => {
    const text = `${FILLER}${FILLER}It was long ago that attention sinks were explained to anybody who cared. ${FILLER}`;
    const shown = marked('T', text, 'attention', 'sink').replaceAll('*', '');
    expect(shown).toMatch(/^… It was long ago that attention sinks were/);
    expect(shown.length).toBeLessThanOrEqual(90);
    expect(marked('Attention sinks', FILLER, 'sink').length).toBeLessThanOrEqual(90);
  });

  test('marks a compound as one', () => {
    expect(marked('T', 'We use GPT-4o here', 'gpt', '4o', 'gpt4o')).toBe('We use *GPT-4o* here');
    expect(marked('T', 'We use FlashAttention here', 'flashattention')).toBe('We use *FlashAttention* here');
    // Two beside each other would be `**Flash****Attention**`, which Discord does not read as markup.
    expect(marked('T', 'We use FlashAttention here', 'flash', 'attention')).toBe(
      'We use *FlashAttention* here',
    );
  });

  test('falls back to how the abstract begins, behind the words that matched in the title', () => {
    expect(marked('Attention sinks', 'No such word.', 'sink')).toBe('in the title: *sinks* · No such word.');
    expect(marked('Sinks and sinks of attention', 'No such word.', 'sink', 'attention')).toBe(
      'in the title: *sinks*, *attention* · No such word.',
    );
    expect(marked('FlashAttention', 'No such word.', 'flash', 'attention')).toBe(
      'in the title: *FlashAttention* · No such word.',
    );
    expect(marked('Attention sinks', ' ', 'sink')).toBe('Attention *sinks*');
    expect(marked('Other', 'No such word.', 'sink')).toBe('No such word.');
    expect(marked('Other', '', 'sink')).toBe('Other');
  });

  test('names authors, organization and keywords that matched, unless the text shows why', () => {
    const paper = {
      title: 'Distillation',
      abstract: 'Small models learn.',
      authors: ['Wei Li', 'Oriol Vinyals', 'Wei Wei', 'Geoffrey Hinton', 'Jean-Luc Wei'],
      organization: 'Google Research',
      keywords: ['knowledge transfer', 'dark knowledge'],
    };
    const why = (names: Array<[string, string]>, ...words: string[]): string =>
      cutSnippet(paper, new Map(words.map((word) => [toTerm(word), 1])), names)
        .map(({ text, strong }) => (strong ? `*${text}*` : text))
        .join('');
    expect(why([['hinton', 'hinton']], 'hinton')).toBe('by Geoffrey *Hinton* · Small models learn.');
    expect(
      why(
        [
          ['google', 'googl'],
          ['small', 'small'],
        ],
        'google',
        'small',
      ),
    ).toBe('from *Google* Research · *Small* models learn.');
    expect(why([['transferring', 'transfer']], 'transferring')).toBe(
      'keyword knowledge *transfer* · Small models learn.',
    );
    // A name that was demanded is shown, and of many the nearest.
    expect(
      why([
        ['jean', ''],
        ['wei', ''],
      ]),
    ).toBe('by *Wei* *Wei* · by *Jean*-Luc *Wei* · Small models learn.');
    expect(why([['learn', 'learn']], 'learn')).toBe('Small models *learn*.');
  });

  test('shows Chinese and Japanese without cutting characters', () => {
    const snippet = marked('T', `${'機械学習は面白い。'.repeat(60)}注意機構`, '注意');
    expect(snippet).toContain('*注意*');
    expect(snippet.length).toBeLessThan(400);
  });

  test('is always a piece of the text, whole characters and whole words, with marks where text was left out', () => {
    const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'grapheme', maxLength: 12 }));
    const text = fc.array(word, { minLength: 1, maxLength: 120 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(text, fc.array(fc.constantFrom(...WORDS), { maxLength: 4 }), (abstract, searched) => {
        const spans = cutSnippet({ title: 'T', abstract }, new Map(searched.map((one) => [toTerm(one), 1])));
        const shown = spans
          .map((span) => span.text)
          .join('')
          .replace(/^… /, '')
          .replace(/ …$/, '');
        if (abstract.trim() === '') return;
        expect(abstract).toContain(shown);
        expect(shown.isWellFormed()).toBe(true);
        expect(shown.length).toBeLessThan(250);
        for (const span of spans) expect(span.text.length).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  test('of hostile text keeps every character as it is', () => {
    expect(marked('T', '<script>@everyone *sinks* `x` <!channel>', 'sink')).toBe(
      '<script>@everyone **sinks** `x` <!channel>',
    );
  });
});
