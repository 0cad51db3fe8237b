import { describe, expect, it } from 'vitest';
import { toEditionState } from '../../../src/core/paper/edition.ts';

describe('an edition', () => {
  it.each([
    [30, 99, 'filling'],
    [0, 99, 'filling'],
    [30, 100, 'closed'],
    [0, 100, 'empty'],
  ] as const)('of %i papers that closes at 100, fetched at %i, is %s', (count, fetchedAt, state) => {
    expect(toEditionState(count, { fetchedAt, closesAt: 100 })).toBe(state);
  });
});
