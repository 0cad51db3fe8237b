import { expect, it } from 'vitest';
import { backoffMs } from '../../../src/core/async/backoff.ts';

const LIMITS = { firstMs: 100, maxMs: 1000 };

it('the wait doubles with each attempt up to the cap, also after thousands of them', () => {
  expect([0, 1, 2, 3, 4, 5000].map((attempt) => backoffMs(attempt, LIMITS))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
});

it('with jitter the wait is in the upper half', () => {
  expect(backoffMs(1, LIMITS, () => 0)).toBe(100);
  expect(backoffMs(1, LIMITS, () => 0.5)).toBe(150);
});
