import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { listWords, tokenize, toTerm } from '../../../src/search/text/tokenize.ts';

describe('words', () => {
  test.each([
    ['LoRA', ['lora']],
    ['GPT-4o', ['gpt', '4o', 'gpt4o']],
    ['C++ and C#', ['c++', 'and', 'c#']],
    ['3D', ['3d']],
    ['O(n log n)', ['o(nlogn)', 'o', 'n', 'log', 'n']],
    ['$O(n \\log n)$', ['o(nlogn)', 'o', 'n', 'log', 'n']],
    ['naïve Gödel Ørsted', ['naive', 'godel', 'orsted']],
    ['ＢＥＲＴ 𝐗𝐘', ['bert', 'xy']],
    ['FlashAttention', ['flash', 'attention', 'flashattention']],
    ['Llama3 Qwen2.5', ['llama', '3', 'llama3', 'qwen', '2.5', 'qwen2.5']],
    ['VIO-OdomNet', ['vio', 'odom', 'net', 'odomnet', 'vioodomnet']],
    ['Qwen2.5-VL', ['qwen', '2.5', 'qwen2.5', 'vl', 'qwen2.5vl']],
    ['PyTorch', ['pytorch']],
    ["it's O'Brien's", ['it', 'o', 'brien', 'obrien']],
    ['state-of-the-art', ['state', 'of', 'the', 'art', 'stateoftheart']],
    ['3.5 e.g. 1,000', ['3.5', 'e', 'g', '1', '000']],
    ['学習', ['学習', '学', '習']],
    ['ガラス', ['ガラ', 'ガ', 'ラス', 'ラ', 'ス']],
    ['한국어 BERT모델', ['한국', '한', '국어', '국', '어', 'bert', '모델', '모', '델']],
    ['μLO π^3 Free^2Guide', ['mulo', 'pi', '3', 'pi3', 'free', '2guide', 'free2guide']],
    ['X^{2}-Net $\\pi_{0.5}$', ['x', '2', 'x2', 'net', 'x2net', 'pi', '0.5', 'pi0.5']],
    ['M³ H₂O atten\u00adtion', ['m3', 'h2o', 'attention']],
    ['λόγος', ['λογος']],
    ['ภาษาไทยใน GPT', ['ภาษา', 'ไทย', 'ใน', 'gpt']],
    ['हिन्दी', ['हिन्दी']],
    ['', []],
    [' -_.\u0301\ud800 ', []],
  ])('%j are %j', (text, words) => {
    expect(listWords(text)).toEqual(words);
  });

  test('a joined form is where its first part is, and the next word behind its last part', () => {
    const positions: Array<[string, number]> = [];
    tokenize('fine-tuning works', (word, position) => positions.push([word, position]));
    expect(positions).toEqual([
      ['fine', 0],
      ['tuning', 1],
      ['finetuning', 0],
      ['works', 2],
    ]);
  });

  test('offsets point at the word in the text as given', () => {
    const text = 'Über GPT‑4o, 𝐗 und Naïveté.';
    const pieces: string[] = [];
    tokenize(text, (_word, _position, start, end) => pieces.push(text.slice(start, end)));
    expect(pieces).toEqual(['Über', 'GPT', '4o', 'GPT‑4o', '𝐗', 'und', 'Naïveté']);
  });

  test('offsets of names point at what stands for them', () => {
    const text = 'A $\\pi$-Bench and L$^{2}$M for μLO.';
    const pieces: string[] = [];
    tokenize(text, (_word, _position, start, end) => pieces.push(text.slice(start, end)));
    expect(pieces).toEqual([
      ...['A', '\\pi', 'Bench', '\\pi$-Bench', 'and', 'L', '2}$M', 'L$^{2}$M', 'for', 'μLO'],
    ]);
  });

  test('any text gives words of letters and digits, in bounds, at positions that never fall far back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        tokenize(text, (word, position, start, end) => {
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(position).toBeGreaterThanOrEqual(0);
          expect(word.length).toBeLessThanOrEqual(64);
          expect(word).not.toMatch(/\s/);
        });
      }),
      { numRuns: 500 },
    );
  });

  test('the quick way of reading plain words agrees with the careful way', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[A-Za-z]{1,8}$/),
        fc.constantFrom(' ', ',', '.', ')', ';', '"'),
        (word, end) => {
          // A combining mark that folding removes sends the same word down the careful way.
          const careful = listWords(`${word}\u0301${end}`);
          expect(listWords(`${word}${end}`)).toEqual(careful);
        },
      ),
    );
  });

  test('a million letters are one short word', () => {
    expect(listWords('x'.repeat(1_000_000))).toEqual(['x'.repeat(64)]);
  });
});

describe('terms', () => {
  test('words of one stem are filed under one term', () => {
    expect(toTerm('training')).toBe(toTerm('trained'));
    expect(toTerm('models')).toBe('model');
  });

  test('stop words are not filed', () => {
    expect(toTerm('the')).toBe('');
  });

  test('words that are not plain English letters are left as they are', () => {
    expect(['gpt4o', 'c++', '学習', '3d'].map(toTerm)).toEqual(['gpt4o', 'c++', '学習', '3d']);
  });
});
