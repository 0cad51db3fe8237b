import { afterEach, describe, expect, it, vi } from 'vitest';
import { leaveLocalZone } from '../../src/config/process-zone.ts';
import { startSchedule } from '../../src/jobs/timing/schedule.ts';
import { aLog } from '../support/builders.ts';

const before = process.env.TZ;

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  if (before === undefined) delete process.env.TZ;
  else process.env.TZ = before;
});

describe('the process leaves its zone', () => {
  it('so that the schedule waits also in the second of two equal hours, and ticks in it', async () => {
    process.env.TZ = 'Europe/Vienna';
    vi.useFakeTimers({ now: Date.parse('2026-10-25T01:29:30Z') });
    expect(leaveLocalZone()).toBe('Europe/Vienna');
    const armed = vi.spyOn(globalThis, 'setTimeout');
    let ticks = 0;
    const schedule = startSchedule(async () => void ticks++, aLog());
    await vi.advanceTimersByTimeAsync(120_000);
    await schedule.stop();
    expect(ticks).toBe(2);
    expect(armed.mock.calls.length).toBeLessThan(20);
  });
});
