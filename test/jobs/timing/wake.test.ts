import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWake } from '../../../src/jobs/timing/wake.ts';

describe('postponed work', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-04-30T09:00:00.500Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const clock = { now: () => Date.now() };

  it('is looked at when its time has come, once for all of a second, the later ones as well', async () => {
    const looks: number[] = [];
    const zero = Date.now();
    const wake = createWake(() => looks.push(Date.now() - zero), clock);
    for (const ms of [90_000, 10_100, 10_200, 10_300]) wake.scheduleAt(zero + ms);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(looks).toEqual([10_500, 90_500]);
  });

  it('is not looked at after a stop', async () => {
    const look = vi.fn();
    const wake = createWake(look, clock);
    wake.scheduleAt(Date.now() + 1000);
    wake.stop();
    wake.scheduleAt(Date.now() + 2000);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(look).not.toHaveBeenCalled();
  });
});
