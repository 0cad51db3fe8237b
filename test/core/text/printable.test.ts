import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPrintable, toPrintableOnceParsed } from '../../../src/core/text/printable.ts';

/** Everything that may steer a terminal: all controls but line feed and tab, the C1 forms, separators, marks of direction. */
const STEERS = /[^\P{Cc}\n\t]|[\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/u;

const someText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({
    unit: fc.constantFrom(
      '\\',
      'u',
      '0',
      '1',
      'b',
      '\u001b',
      '\b',
      '\f',
      '\r',
      '\n',
      '\u009b',
      '\u202e',
      '"',
    ),
  }),
);

describe('a printable text', () => {
  it.each([
    ['a\u001b[31mred\u0007', 'a\\u001b[31mred\\u0007'],
    ['\u009b2J', '\\u009b2J'],
    ['\u202eevil\u2066', '\\u202eevil\\u2066'],
    ['lines\r\nof\n\ta file', 'lines\nof\n\ta file'],
    ['Łódź, 👩‍🔬 and نص عربی', 'Łódź, 👩‍🔬 and نص عربی'],
  ])('shows %j as %j', (text, shown) => {
    expect(toPrintable(text)).toBe(shown);
  });

  it('never steers, whatever it was made of, and is left as it is the second time', () => {
    fc.assert(
      fc.property(someText, (text) => {
        expect(toPrintable(text)).not.toMatch(STEERS);
        expect(toPrintable(toPrintable(text))).toBe(toPrintable(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('of JSON means the same JSON', () => {
    fc.assert(
      fc.property(someText, (text) => {
        expect(JSON.parse(toPrintable(JSON.stringify({ text })))).toEqual({ text });
      }),
      { numRuns: 2000 },
    );
  });

  it('of JSON can also be one whose strings are printed after they were parsed', () => {
    fc.assert(
      fc.property(someText, (text) => {
        const parsed = JSON.parse(toPrintableOnceParsed(JSON.stringify({ text }))) as { text: string };
        expect(parsed.text.replaceAll('\r\n', '\n')).not.toMatch(STEERS);
        if (!STEERS.test(text)) expect(parsed.text).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });
});
