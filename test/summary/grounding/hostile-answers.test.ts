import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseAnswer } from '../../../src/summary/grounding/answer.ts';
import { ground } from '../../../src/summary/grounding/grounding.ts';
import { listNumberWords } from '../../../src/summary/grounding/number-words.ts';
import { findStrayLanguage } from '../../../src/summary/grounding/stray-language.ts';
import { cpuMs } from '../../support/cpu-time.ts';

const MAX_MS = 1_500;
const SOURCE = `Title: Sieve\nAbstract: ${'We propose Sieve, a cache for large language models. '.repeat(40)}`;
const QUOTE = 'We propose Sieve, a cache for large language models';
const PIECES = [
  ...[
    'я',
    'ж ',
    'Я',
    '漢',
    'a',
    'A',
    'a1',
    'Aa',
    '1',
    '1.',
    '1,',
    ' ',
    '"',
    '{',
    '}',
    '[',
    '<',
    '<think>',
    '</think>',
  ],
  ...[
    'two hundred and ',
    'GPT-',
    'Qwen2.',
    "'",
    '-',
    '_',
    '*',
    '`',
    '. ',
    '$',
    '\\',
    'e\u0301',
    'http://',
    'a@',
  ],
];
const LENGTH = 40_000;

it('an answer of a model is read in time, whatever it is made of and however long', () => {
  for (const piece of PIECES) {
    const text = piece.repeat(LENGTH / piece.length);
    const whole = JSON.stringify({ quote: QUOTE, sentences: [text] });
    for (const answer of [text, whole, `{"quote":"a","sentences":["${text}`, `${text}${whole}`])
      expect(
        cpuMs(() => parseAnswer(answer, 'short', 'de')),
        piece,
      ).toBeLessThan(MAX_MS);
  }
});

it('an answer of the longest sentences that are read is checked against the paper in time', () => {
  for (const piece of PIECES) {
    const text = piece.repeat(1_500 / piece.length);
    for (const language of ['en', 'ru', 'zh']) {
      const claims = [text, text, text].map((one) => ({ text: one, english: one }));
      const ms = cpuMs(() => {
        ground({ quote: QUOTE, claims }, SOURCE + text.repeat(10), language);
        findStrayLanguage([text, text], language);
      });
      expect(ms, `${piece} ${language}`).toBeLessThan(MAX_MS);
    }
  }
});

it('as many number words as a text can have overflow no stack', () => {
  expect(listNumberWords('two '.repeat(200_000))).toHaveLength(200_000);
});

it('an answer nested or wide beyond measure, or put together at random, is read or refused', () => {
  for (const [open, close] of [
    ['[', ']'],
    ['{"a":', '}'],
    ['{"sentences":', '}'],
  ] as const) {
    const nested = open.repeat(LENGTH / open.length) + close.repeat(LENGTH / open.length);
    expect(cpuMs(() => parseAnswer(nested, 'bullets', 'en'))).toBeLessThan(MAX_MS);
  }
  const text = fc.array(fc.constantFrom(...PIECES, '"quote":', '"sentences":', ','), { maxLength: 40 });
  fc.assert(
    fc.property(text, (pieces) => {
      const answer = pieces.join('').repeat(20);
      expect(cpuMs(() => parseAnswer(answer, 'tldr', 'en'))).toBeLessThan(MAX_MS);
    }),
    { numRuns: 300 },
  );
});
