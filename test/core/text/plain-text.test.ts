import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toPlainText } from '../../../src/core/text/plain-text.ts';
import { cpuMs } from '../../support/cpu-time.ts';

describe('pasted text', () => {
  test.each([
    ['mon–fri', 'mon-fri'],
    ['subscribe —time 9:00 —days mon—fri', 'subscribe --time 9:00 --days mon-fri'],
    ['“world models” ‘x’ „y“ «z»', '"world models" \'x\' "y" "z"'],
    ['what’s new', "what's new"],
    ['2401\u200b.0\u00ad1234\ufeff', '2401.01234'],
    ['２４０１.０１２３４ author：xiao', '2401.01234 author:xiao'],
    ['a\u00a0b\u3000c', 'a b c'],
    ['5 − 3', '5 - 3'],
    // What joins emoji and the letters of other scripts means something.
    ['👩\u200d🔬 می\u200cخواهم', '👩\u200d🔬 می\u200cخواهم'],
    ['2401\u200d.01234\u200c', '2401.01234'],
  ])('%j is %j', (pasted, plain) => expect(toPlainText(pasted)).toBe(plain));

  test('is not changed by a second look, nor is what a keyboard types', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('—', '–', '“', '\u200d', ' ', 'a'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const plain = toPlainText(pieces.join(''));
        expect(toPlainText(plain)).toBe(plain);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (text) => {
        expect(toPlainText(text)).toBe(text);
      }),
    );
  });

  test('is read in no time, however long a run of joiners it has', () => {
    const text = `${'\u200d'.repeat(100_000)}é${'\u200b'.repeat(100_000)}`;
    expect(cpuMs(() => void toPlainText(text))).toBeLessThan(1000);
  });
});
