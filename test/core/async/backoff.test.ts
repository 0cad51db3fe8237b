import { expect, it } from 'vitest';
import { computeBackoff } from '../../../src/core/async/backoff.ts';

const LIMITS = { firstMs: 100, maxMs: 1000 };

it('the wait doubles with each attempt up to the cap, also after thousands of them', () => {
  expect([0, 1, 2, 3, 4, 5000].map((attempt) => computeBackoff(attempt, LIMITS))).toEqual([
    100, 200, 400, 800, 1000, 1000,
  ]);
});

it('with jitter the wait is in the upper half', () => {
  expect(computeBackoff(1, LIMITS, () => 0)).toBe(100);
  expect(computeBackoff(1, LIMITS, () => 0.5)).toBe(150);
});
