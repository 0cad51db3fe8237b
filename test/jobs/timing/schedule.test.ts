import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startSchedule } from '../../../src/jobs/timing/schedule.ts';
import { aLog } from '../../support/builders.ts';

describe('the schedule', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: Date.parse('2026-03-07T12:00:30Z') });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('ticks at every full minute', async () => {
    let ticks = 0;
    const schedule = startSchedule(async () => {
      ticks += 1;
    }, aLog());
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(ticks).toBe(3);
    await schedule.stop();
    await vi.advanceTimersByTimeAsync(3 * 60_000);
    expect(ticks).toBe(3);
  });

  it('ticks at every minute of a rehearsal, and never twice at once', async () => {
    const ends: Array<() => void> = [];
    const schedule = startSchedule(() => new Promise((resolve) => ends.push(resolve)), aLog(), 100);
    await vi.advanceTimersByTimeAsync(350);
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await vi.advanceTimersByTimeAsync(100);
    expect(ends).toHaveLength(2);
    await schedule.stop();
    ends[1]?.();
    await vi.advanceTimersByTimeAsync(1000);
    expect(ends).toHaveLength(2);
  });

  it('reports a tick that failed and one that was missed in our own log, once each', async () => {
    const lines: string[] = [];
    const write = (facts: { err?: unknown }, message: string) =>
      lines.push(`${message}${facts.err instanceof Error ? `: ${facts.err.message}` : ''}`);
    const log = { debug: () => {}, info: write, warn: write, error: write };
    const printed = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error'), vi.spyOn(console, 'info')];
    const ends: Array<(err: Error) => void> = [];
    const schedule = startSchedule(() => new Promise((_, reject) => ends.push(reject)), log);
    await vi.advanceTimersByTimeAsync(2 * 60_000);
    ends[0]?.(new Error('disk full'));
    await vi.advanceTimersByTimeAsync(1000);
    await schedule.stop();
    expect(lines).toEqual(['a tick of the schedule was missed', 'a tick of the schedule failed: disk full']);
    for (const spy of printed) expect(spy).not.toHaveBeenCalled();
    vi.restoreAllMocks();
  });

  it('goes on after a tick that failed', async () => {
    let ticks = 0;
    const schedule = startSchedule(
      () => {
        ticks += 1;
        return Promise.reject(new Error('disk full'));
      },
      aLog(),
      1,
    );
    await vi.advanceTimersByTimeAsync(160);
    expect(ticks).toBe(3);
    await schedule.stop();
  });
});
