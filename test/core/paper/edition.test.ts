import { describe, expect, it } from 'vitest';
import { addDays, isDay, toEditionState, toUtcDay } from '../../../src/core/paper/edition.ts';

const at = (text: string) => Date.parse(text);

describe('an edition', () => {
  it.each([
    // Summer time in New York: 21:30 is 01:30 UTC of the next day.
    ['2026-07-01', 30, '2026-07-02T01:29:59Z', 'filling'],
    ['2026-07-01', 30, '2026-07-02T01:30:00Z', 'closed'],
    // Winter time: 02:30 UTC.
    ['2026-01-07', 30, '2026-01-08T02:29:59Z', 'filling'],
    ['2026-01-07', 30, '2026-01-08T02:30:00Z', 'closed'],
    // The day of the change itself.
    ['2026-03-08', 0, '2026-03-09T01:30:00Z', 'empty'],
    ['2026-11-01', 0, '2026-11-02T02:29:00Z', 'filling'],
    ['2026-11-01', 0, '2026-11-02T02:30:00Z', 'empty'],
    ['2026-04-25', 0, '2026-04-25T12:00:00Z', 'filling'],
    ['2026-04-20', 12, '2026-04-30T00:00:00Z', 'closed'],
  ] as const)('of %s with %i papers, seen at %s, is %s', (day, count, now, state) => {
    expect(toEditionState(day, count, at(now))).toBe(state);
  });

  it('is named by the UTC day', () => {
    expect(toUtcDay(at('2026-04-30T23:59:59Z'))).toBe('2026-04-30');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  });

  it('has a day that exists', () => {
    expect(['2026-04-30', '2028-02-29'].every(isDay)).toBe(true);
    expect(
      ['2026-02-29', '2026-13-01', '26-04-30', '2026-4-3', '', 'today', '2026-04-30T00:00'].some(isDay),
    ).toBe(false);
  });
});
