import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../src/summary/text/sentences.ts';

describe('splitSentences', () => {
  it.each([
    ['decimals', 'It gains 3.5 points. We stop.', 2],
    ['e.g. and i.e.', 'Some tasks, e.g. Go, i.e. games, are hard. We stop.', 2],
    ['et al. within a sentence', 'As Smith et al. Jones have shown, it holds. We stop.', 2],
    ['et al. at the end', 'We follow Smith et al. We stop.', 2],
    ['figures and initials', 'See Fig. 2 and the proof of J. Doe. We stop.', 2],
    ['a capital at the end', 'It needs vitamin C. We stop.', 2],
    ['an abbreviation that ends like cf.', 'Networks suffer from CF. Our results say why.', 2],
    ['formulas', 'The set $\\{x. Y \\in Z\\}$ is small. We stop.', 2],
    ['prices, which are no formulas', 'It costs $5. We pay $3. They pay more.', 3],
    ['addresses', 'Code is at https://a.example/b.c. We stop.', 2],
    ['quotes and brackets', 'They say "it works." (It does.) We stop.', 3],
    ['a forgotten space', 'It learns fast.We stop.', 2],
    ['questions, shouts and ellipses', 'Why? Because! Well… We stop.', 4],
    ['full stops of Chinese and Japanese', '模型很小。它很快！', 2],
    ['lower case after a stop', 'Versus v1. it is fast. We stop.', 2],
  ])('knows %s', (_, text, count) => {
    expect(splitSentences(text)).toHaveLength(count);
  });

  it('folds line breaks, and finds nothing in nothing', () => {
    expect(splitSentences(' We propose\n  a model.\tIt works ')).toEqual(['We propose a model.', 'It works']);
    expect(splitSentences(' \n ')).toEqual([]);
  });

  it('loses and adds nothing, whatever the text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('e.g. ', 'A. ', '. We', '$', 'al. ', '。', '...', '\n'),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        expect(splitSentences(text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
      }),
    );
  });
});
