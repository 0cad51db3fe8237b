import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatAuthors,
  formatCompact,
  formatDate,
  formatDay,
  formatMoment,
  formatMonth,
  shortenTitle,
  truncate,
} from '../../../src/core/paper/format.ts';

const FAMILY = '👩‍👩‍👧‍👦';

describe('a cut text', () => {
  it('is left alone when it fits', () => {
    expect(truncate('abc', 3)).toBe('abc');
  });

  it('ends in an ellipsis within the limit', () => {
    expect(truncate('abcdef', 4)).toBe('abc…');
  });

  it('loses a whole emoji rather than half of one', () => {
    expect(truncate(`ab${FAMILY}cd`, 8)).toBe('ab…');
    expect(truncate('ae\u0301bcd', 3)).toBe('a…');
  });

  it('never ends in white space before the ellipsis', () => {
    expect(truncate('one two three', 5)).toBe('one…');
  });

  it('survives a letter with more accents than there is space', () => {
    expect(truncate(`a${'\u0301'.repeat(5000)}`, 100)).toBe('…');
  });

  it('keeps the limit and stays well formed for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(40), (text, max) => {
        const cut = truncate(text, max);
        expect(cut.length).toBeLessThanOrEqual(max);
        expect(cut.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('an author line', () => {
  it.each([
    [[], ''],
    [['Ada'], 'Ada'],
    [['Ada', ' ', 'Alan', 'Grace'], 'Ada, Alan, Grace'],
    [['Ada', 'Alan', 'Grace', 'Emmy'], 'Ada, Alan, Grace and 1 more'],
    [Array.from({ length: 664 }, (_, i) => `A${i}`), 'A0, A1, A2 and 661 more'],
  ])('of %j', (authors, line) => {
    expect(formatAuthors(authors)).toBe(line);
  });
});

describe('numbers and days', () => {
  it('follow the kind of English, in which all is said, and no other language', () => {
    expect(formatCompact(982, 'en')).toBe('982');
    expect(formatCompact(1234, 'en')).toBe('1.2K');
    expect(formatCompact(0, 'en')).toBe('0');
    expect(formatDay('2026-04-30', 'en-US')).toBe('Thu, Apr 30, 2026');
    expect(formatDay('2026-04-30', 'en-GB')).toBe('Thu, 30 Apr 2026');
    expect(formatDay('2026-04-30', 'de')).toBe('Thu, Apr 30, 2026');
    expect(formatMoment(Date.parse('2026-04-30T19:00:00Z'), 'Europe/Paris', 'en-US')).toBe(
      'Thu, Apr 30, 2026, 21:00 (Europe/Paris)',
    );
    expect(formatDate('2026-04-30', 'en-US')).toBe('Apr 30, 2026');
  });

  it('fall back to English for a language that is no tag', () => {
    expect(formatCompact(1234, 'not a tag')).toBe('1.2K');
    expect(formatDay('2026-04-30', '')).toBe(formatDay('2026-04-30', 'en'));
  });

  it('leave alone what is no day', () => {
    expect(formatDay('soon', 'en')).toBe('soon');
    expect(formatMonth('soon', 'en')).toBe('soon');
  });
});

describe('a title in short', () => {
  it.each([
    ['GLM-5V-Turbo: Toward a Native Foundation Model', 'GLM-5V-Turbo'],
    ['Recursive Multi-Agent Systems', 'Recursive Multi-Agent Systems'],
    ['A 3:1 ratio', 'A 3:1 ratio'],
    [`${'word '.repeat(20)}: at last`, `${'word '.repeat(12).trimEnd()}…`],
  ])('of %s is %s', (title, short) => {
    expect(shortenTitle(title)).toBe(short);
  });
});
