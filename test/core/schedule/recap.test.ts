import { describe, expect, it } from 'vitest';
import { createDayReader } from '../../../src/core/base/calendar.ts';
import { InputError } from '../../../src/core/base/errors.ts';
import {
  describeRecap,
  findRecapSpan,
  isLookedBackOn,
  parseRecap,
  writeRecap,
} from '../../../src/core/schedule/recap.ts';

describe('a recap’s schedule', () => {
  it.each([
    ['week', 'fri 16:00', '0 16 * * 5', 'every Friday at 16:00'],
    ['week', 'Monday', '0 16 * * 1', 'every Monday at 16:00'],
    ['week', '9am', '0 9 * * 5', 'every Friday at 09:00'],
    ['week', 'on', '0 16 * * 5', 'every Friday at 16:00'],
    ['week', 'noon', '0 12 * * 5', 'every Friday at 12:00'],
    ['week', 'mon midnight', '0 0 * * 1', 'every Monday at 00:00'],
    ['week', 'sun 5 pm', '0 17 * * 0', 'every Sunday at 17:00'],
    ['month', 'on', '0 9 1 * *', 'on the 1st of each month at 09:00'],
    ['month', '17:05', '5 17 1 * *', 'on the 1st of each month at 17:05'],
  ] as const)('of the %s reads "%s" as %s', (period, typed, cron, described) => {
    expect(parseRecap(period, typed)).toBe(cron);
    expect(describeRecap(period, { cron, nextDueAt: 0 })).toBe(described);
    expect(parseRecap(period, writeRecap(period, { cron }))).toBe(cron);
  });

  it('is off where one says so', () => {
    expect([parseRecap('week', 'off'), parseRecap('month', ' None ')]).toEqual([undefined, undefined]);
    expect(writeRecap('week', undefined)).toBe('off');
  });

  it.each([
    ['week', 'mon-fri 9:00'],
    ['week', 'fri 25:00'],
    ['week', 'sometimes'],
    ['week', ''],
    ['month', 'fri'],
    ['month', '31 9:00'],
  ] as const)('of the %s refuses "%s" with an example', (period, typed) => {
    expect(() => parseRecap(period, typed)).toThrow(InputError);
  });
});

describe('the days of a recap', () => {
  it('are the last seven in the channel’s zone, or the month before', () => {
    const slot = Date.parse('2026-05-01T23:30:00Z');
    expect(findRecapSpan('week', slot, 'UTC')).toEqual({
      period: 'week',
      from: '2026-04-25',
      to: '2026-05-01',
    });
    expect(findRecapSpan('week', slot, 'Asia/Tokyo').to).toBe('2026-05-02');
    const month = findRecapSpan('month', slot, 'UTC');
    expect(month).toEqual({ period: 'month', from: '2026-04-01', to: '2026-04-30' });
  });

  it('is about the digests of these days, also where a month is looked back on from the middle of the next', () => {
    const isIn = (period: 'week' | 'month', at: string, posted: string, zone = 'UTC') => {
      const slot = Date.parse(at);
      const when = { slot, readDay: createDayReader(zone) };
      return isLookedBackOn(findRecapSpan(period, slot, zone), Date.parse(posted), when);
    };
    for (const at of ['2026-05-01T10:00:00Z', '2026-05-17T10:00:00Z', '2026-05-31T10:00:00Z']) {
      for (const posted of ['2026-04-01T09:00:00Z', '2026-04-30T23:30:00Z'])
        expect(isIn('month', at, posted), `${posted} at ${at}`).toBe(true);
      for (const posted of ['2026-03-31T23:30:00Z', '2026-05-01T09:00:00Z'])
        expect(isIn('month', at, posted), `${posted} at ${at}`).toBe(false);
    }
    // In Tokyo it is the first of May already.
    expect(isIn('month', '2026-05-01T10:00:00Z', '2026-04-30T16:00:00Z', 'Asia/Tokyo')).toBe(false);
    expect(isIn('week', '2026-05-17T16:00:00Z', '2026-05-17T09:00:00Z')).toBe(true);
    expect(isIn('week', '2026-05-17T16:00:00Z', '2026-05-10T09:00:00Z')).toBe(false);
  });
});
