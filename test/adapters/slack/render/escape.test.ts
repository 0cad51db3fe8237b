import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeText, unescapeText } from '../../../../adapters/slack/render/escape.ts';
import { toManyLines } from '../../../../src/core/message/safe-text.ts';

const anything = fc.string({ unit: 'binary', maxLength: 200 });

describe('text for Slack', () => {
  it('holds no character that could begin a mention, a link or a date, and reads as before', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const safe = toManyLines(text, 400);
        const escaped = escapeText(safe);
        expect(escaped).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        expect(unescapeText(escaped)).toBe(safe);
      }),
    );
  });
});
