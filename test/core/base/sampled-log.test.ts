import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createSampledLog } from '../../../src/core/base/sampled-log.ts';
import { aLog } from '../../support/builders.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('logs the first at once, the others once a minute with their number, and each message by itself', () => {
  const log = aLog();
  const sampled = createSampledLog(log, 1000);
  const logged = () => log.lines.splice(0).map(({ facts, message }) => [message, facts.count, facts.n]);
  for (let n = 1; n <= 500; n++) sampled.count({ n }, 'a');
  sampled.count({ n: 1 }, 'b');
  expect(logged()).toEqual([
    ['a', 1, 1],
    ['b', 1, 1],
  ]);
  vi.advanceTimersByTime(1000);
  expect(logged()).toEqual([['a', 499, 500]]);
  sampled.count({ n: 7 }, 'a');
  sampled.flush();
  expect(logged()).toEqual([['a', 1, 7]]);
  vi.advanceTimersByTime(10_000);
  expect(logged()).toEqual([]);
  sampled.count({ n: 8 }, 'a');
  expect(logged()).toEqual([['a', 1, 8]]);
});
