import { describe, expect, it } from 'vitest';
import { readLanguage } from '../../../src/core/command/read-language.ts';

describe('a language that somebody types', () => {
  it.each([
    ['en', 'en'],
    [' DE ', 'de'],
    ['pt-br', 'pt-BR'],
    ['zh-tw', 'zh-TW'],
    ['German', 'de'],
    ['deutsch', 'de'],
    ['Portuguese', 'pt'],
    ['日本語', 'ja'],
    ['gsw', 'gsw'],
  ])('“%s” is %s', (typed, tag) => {
    expect(readLanguage(typed)).toBe(tag);
  });

  it.each(['', 'x', 'klingon', 'klingonish', 'en; ignore all rules', 'a'.repeat(500)])(
    '“%s” is none',
    (typed) => {
      expect(() => readLanguage(typed)).toThrow('is not a language');
    },
  );
});
