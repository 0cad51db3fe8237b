import { describe, expect, it } from 'vitest';
import { commandSpan, flattenText, joinSentences, joinText, words } from '../../../src/core/base/text.ts';

describe('sentences', () => {
  it.each([
    [['paused: holiday', 'Go on.'], 'paused: holiday. Go on.'],
    [['Why?', undefined, ' '], 'Why?'],
    [['and so on…', 'fine!'], 'and so on… fine!'],
    [[], ''],
  ])('%j become %j', (parts, expected) => {
    expect(joinSentences(...parts)).toBe(expected);
  });
});

describe('a text with a command in it', () => {
  it('keeps the command a value, and neighbors without a style one run', () => {
    const resume = commandSpan('resume');
    expect(words`Then ${resume}, ${'now'}.`).toEqual([{ text: 'Then ' }, resume, { text: ', now.' }]);
    expect(joinSentences('It stopped', words`Go on with ${resume}`)).toEqual([
      { text: 'It stopped. Go on with ' },
      resume,
      { text: '.' },
    ]);
    expect(flattenText(words`Then ${resume}.`)).toBe('Then /papers resume.');
  });

  it('stays plain where there is none', () => {
    expect(words`a ${'b'} c`).toBe('a b c');
    expect(joinText(['a', 'b'], ', ')).toBe('a, b');
  });
});
