import { describe, expect, it } from 'vitest';
import { addDays, isDay, toUtcDay } from '../../../src/core/base/calendar.ts';

describe('a day', () => {
  it('is that of UTC', () => {
    expect(toUtcDay(Date.parse('2026-04-30T23:59:59Z'))).toBe('2026-04-30');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('is one that exists', () => {
    expect(['2026-04-30', '2028-02-29'].every(isDay)).toBe(true);
    expect(
      ['2026-02-29', '2026-13-01', '26-04-30', '2026-4-3', '', 'today', '2026-04-30T00:00'].some(isDay),
    ).toBe(false);
  });
});
