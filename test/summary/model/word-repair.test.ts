import { expect, it } from 'vitest';
import { wordRepair } from '../../../src/summary/grounding/word-repair.ts';
import { judgeAnswer } from '../../../src/summary/model/judge-answer.ts';

const SOURCE = `Title: Sieve
Abstract: We propose Sieve, a cache for large language models, which is fast and small.`;
const QUOTE = 'We propose Sieve, a cache for large language models';

const judge = (answer: object | string, language = 'en', isCut = false) => {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return judgeAnswer({ text, isCut }, SOURCE, 'short', language);
};
const say = (...sentences: unknown[]) => ({ quote: QUOTE, sentences });

it.each([
  ['Nothing.', 'en', { code: 'no-object', values: {} }, 'It holds no complete JSON object.'],
  [say(''), 'en', { code: 'empty', values: {} }, 'It says nothing.'],
  [
    say({ english: '', translation: 'Es geht.' }),
    'de',
    { code: 'no-english', values: {} },
    'The English of a sentence is missing.',
  ],
  [
    say({ english: 'It is a cache.', translation: 'This is the cache and it uses the cache.' }),
    'de',
    { code: 'in-english', values: { language: 'de' } },
    'It is written in English, not in German.',
  ],
  [
    say({ english: 'It is a cache.', translation: '我们提出了一种只保留重要词元的缓存。' }),
    'de',
    { code: 'other-language', values: { language: 'de' } },
    'It is not written in German.',
  ],
  [
    { quote: 'a cache', sentences: ['Sieve is a cache.'] },
    'en',
    { code: 'quote-short', values: { least: 6 } },
    'The quote is too short: copy at least 6 words of the paper.',
  ],
  [
    { quote: 'Graphs of oceans say what weather there will be', sentences: ['Sieve is a cache.'] },
    'en',
    { code: 'quote-foreign', values: {} },
    'The quote is not in the paper.',
  ],
  [
    say('A graph transformer predicts weather from satellite images.'),
    'en',
    { code: 'off-topic', values: {} },
    'It speaks of something else than the paper.',
  ],
  [
    say('Sieve is a fast cache of 50 models.', 'Sieve is a small cache for large models: sieve@example.org.'),
    'en',
    { code: 'unsupported', values: { invented: ['50'], barred: ['contact'] } },
    'The paper does not have: 50. A summary must not hold an address or a contact.',
  ],
])('%j in %s is sent back for %o, which the model reads as: %s', (answer, language, reason, words) => {
  const judged = judge(answer, language);
  expect(judged).toMatchObject({ reason });
  if ('reason' in judged) expect(wordRepair(judged.reason)).toBe(words);
});

it('an answer that was cut off is one that was cut, whatever else it lacks', () => {
  const judged = judge('{"quote": "We prop', 'en', true);
  expect(judged).toEqual({ kind: 'cut', reason: { code: 'cut', values: {} } });
  // Between threads.
  expect(structuredClone(judged)).toEqual(judged);
});
