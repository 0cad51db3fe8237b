import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RateLimitedQueue } from '../../../src/core/async/rate-limited-queue.ts';

describe('a queue with a rate limit', () => {
  const began: number[] = [];
  let zero = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    began.length = 0;
    zero = Date.now();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const call = async (): Promise<void> => {
    began.push(Date.now() - zero);
  };
  const queue = (options: { calls?: number; longestWaitMs?: number } = {}) =>
    new RateLimitedQueue({
      concurrency: 100,
      rate: { calls: options.calls ?? 5, perMs: 1000 },
      longestWaitMs: options.longestWaitMs ?? 60_000,
      createRejection: (ms) => new Error(`wait ${ms}`),
    });

  it('has no more than its rate in any second, also where a burst comes late in the first one', async () => {
    const limited = queue();
    void limited.add(call, 0);
    await vi.advanceTimersByTimeAsync(950);
    for (let i = 0; i < 20; i++) void limited.add(call, 0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(began).toHaveLength(21);
    for (const at of began)
      expect(began.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(5);
  });

  it('begins nothing while it is held, and goes on afterward', async () => {
    const limited = queue();
    limited.hold(7000);
    void limited.add(call, 0);
    await vi.advanceTimersByTimeAsync(6900);
    expect(began).toEqual([]);
    await vi.advanceTimersByTimeAsync(200);
    expect(began).toHaveLength(1);
  });

  it('turns away what waits and what comes when the hold is long, and lets what has begun finish', async () => {
    const limited = queue({ calls: 1 });
    const running = Promise.withResolvers<string>();
    const first = limited.add(() => running.promise, 0);
    const waiting = limited.add(call, 0).catch((error: Error) => error.message);
    await vi.advanceTimersByTimeAsync(10);
    limited.hold(90_000);
    expect(await waiting).toBe('wait 90000');
    await expect(limited.add(call, 0)).rejects.toThrow('wait 90000');
    running.resolve('done');
    expect(await first).toBe('done');
    expect(began).toEqual([]);
  });

  it('is not held by a time that cannot be read', async () => {
    const limited = queue();
    limited.hold(Number.NaN);
    expect(limited.heldMs).toBe(0);
    await limited.add(call, 0);
    expect(began).toHaveLength(1);
  });
});
