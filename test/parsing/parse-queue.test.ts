import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { LazyWorker } from '../../src/parsing/lazy-worker.ts';
import { ParseQueue } from '../../src/parsing/parse-queue.ts';
import { aLog } from '../support/builders.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a worker that does not start is given up after half a minute, and the error says so', async () => {
  const never = { call: { load: () => new Promise(() => {}) } };
  const worker: Partial<LazyWorker> = {
    use: async (onStart) => {
      await onStart(never as never);
      return never as never;
    },
    end: () => {},
    endSoon: () => {},
  };
  const bounds = { deadlineMs: 5_000, mostWaiting: 9, mostCharacters: 9_000 };
  const queue = new ParseQueue({ worker: worker as LazyWorker, log: aLog(), ...bounds });
  const refused = expect(queue.parse('parseMarkdown', ['text'])).rejects.toMatchObject({
    code: 'parse-timeout',
    message: expect.stringContaining('within 30 s'),
  });
  await vi.advanceTimersByTimeAsync(30_000);
  await refused;
});
