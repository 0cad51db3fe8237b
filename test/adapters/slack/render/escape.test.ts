import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, manyLines, oneLine, unescapeText } from '../../../../adapters/slack/render/escape.ts';

const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('text for Slack', () => {
  it('holds no character that could begin a mention, a link or a date, and reads as before', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const escaped = escapeText(text);
        expect(escaped).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(unescapeText(escaped)).toBe(text);
      }),
    );
  });

  it('stands on one line, sound and without control characters, and does not change a second time', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const line = oneLine(text);
        // biome-ignore lint/suspicious/noControlCharactersInRegex: that they are gone is the point
        expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
        expect(line.isWellFormed()).toBe(true);
        expect(oneLine(line)).toBe(line);
      }),
    );
  });

  it('keeps its line breaks where they mean something, but no more than one empty line', () => {
    expect(manyLines(' a \r\n b\n\n\n\nc\u0007 ')).toBe('a\nb\n\nc');
  });
});
