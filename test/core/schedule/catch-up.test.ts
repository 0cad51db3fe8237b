import { describe, expect, it } from 'vitest';
import { describeCatchUp, parseCatchUp } from '../../../src/core/schedule/catch-up.ts';

describe('what becomes of missed posts', () => {
  it.each([
    ['skip', 'skipped'],
    ['Latest', 'the latest'],
    ['all', 'up to 3'],
    ['5', 'up to 5'],
    ['all:30', 'up to 30'],
    ['all 1', 'up to 1'],
  ])('"%s" means %s', (typed, words) => {
    expect(describeCatchUp(parseCatchUp(typed))).toBe(words);
  });

  it.each(['', 'some', '0', '31', 'all:0', 'skip:3', 'latest 2', '-1', '5 6'])('"%s" is refused', (typed) => {
    expect(() => parseCatchUp(typed)).toThrow(
      expect.objectContaining({ code: 'catch-up-invalid', fix: expect.stringContaining('1 to 30') }),
    );
  });
});
