import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors.ts';
import { describeQuiet, isQuiet, parseQuiet } from '../../../src/core/schedule/quiet-hours.ts';

describe('quiet hours', () => {
  it.each([
    ['22-7', '22:00–07:00'],
    ['22:30 - 6:15', '22:30–06:15'],
    ['10pm to 7am', '22:00–07:00'],
    ['midnight-noon', '00:00–12:00'],
    ['none', 'none'],
    ['8-8', 'none'],
  ])('are read from %j', (typed, answer) => expect(describeQuiet(parseQuiet(typed))).toBe(answer));

  it.each(['', 'night', '22', '22-25', '22-7-9', '-'])('are not read from %j', (typed) => {
    expect(() => parseQuiet(typed)).toThrow(InputError);
  });

  it('run over midnight, from the first minute to the last', () => {
    const wanted = Date.parse('2026-04-30T09:00Z');
    const at = (time: string) =>
      isQuiet(parseQuiet('22-7'), { wanted, now: Date.parse(`2026-04-30T${time}Z`), zone: 'UTC' });
    expect(['21:59', '22:00', '23:59', '00:00', '06:59', '07:00'].map(at)).toEqual([
      ...[false, true, true, true, true, false],
    ]);
  });
});
