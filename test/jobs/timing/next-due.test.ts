import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors.ts';
import { findNextDue, isZone, listMissedSlots } from '../../../src/jobs/timing/next-due.ts';

const iso = (at: number) => new Date(at).toISOString();
const runs = (cron: string, zone: string, from: string, count: number) => {
  const found: string[] = [];
  for (let at = Date.parse(from), i = 0; i < count; i++) {
    at = findNextDue({ cron, zone }, at);
    found.push(iso(at).slice(0, 16));
  }
  return found;
};

const ZONES = [
  'UTC',
  'Europe/Paris',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'America/Santiago',
  'Africa/Cairo',
];
const DAY = 86_400_000;

describe('nextDue', () => {
  it('skips no day and posts once when the hour does not exist', () => {
    expect(runs('30 2 * * *', 'Europe/Paris', '2026-03-28T00:00Z', 3)).toEqual([
      '2026-03-28T01:30',
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
    expect(runs('0 2 * * *', 'Australia/Lord_Howe', '2026-10-02T00:00Z', 3)).toEqual([
      '2026-10-02T15:30',
      '2026-10-03T15:30',
      '2026-10-04T15:00',
    ]);
  });

  it('skips no day where the hour that does not exist is the last of a day, or the first', () => {
    expect(runs('59 23 * * *', 'America/Scoresbysund', '2026-03-27T00:00Z', 4)).toEqual([
      '2026-03-27T01:59',
      '2026-03-28T01:59',
      '2026-03-29T01:00',
      '2026-03-30T00:59',
    ]);
    expect(runs('59 23 * * sat', 'America/Scoresbysund', '2026-03-23T00:00Z', 2)).toEqual([
      '2026-03-29T01:00',
      '2026-04-05T00:59',
    ]);
    expect(runs('59 23 28 3 *', 'America/Scoresbysund', '2025-06-01T00:00Z', 1)).toEqual([
      '2026-03-29T01:00',
    ]);
    expect(runs('30 0 * * *', 'Africa/Cairo', '2026-04-22T12:00Z', 3)).toEqual([
      '2026-04-22T22:30',
      '2026-04-23T22:00',
      '2026-04-24T21:30',
    ]);
  });

  it('posts once when the hour comes twice', () => {
    expect(runs('30 2 * * *', 'Europe/Paris', '2026-10-24T00:00Z', 3)).toEqual([
      '2026-10-24T00:30',
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
    expect(runs('30 1 * * *', 'America/New_York', '2026-10-31T00:00Z', 3)).toEqual([
      '2026-10-31T05:30',
      '2026-11-01T05:30',
      '2026-11-02T06:30',
    ]);
  });

  it('comes once a local day, every day of any year, in zones of every kind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 0, max: 59 }),
        fc.integer({ min: Date.parse('2024-01-01'), max: Date.parse('2029-12-31') }),
        (zone, hour, minute, from) => {
          const cron = `${minute} ${hour} * * *`;
          const days = new Intl.DateTimeFormat('en-CA', {
            timeZone: zone,
            year: 'numeric',
            month: '2-digit',
            day: '2-digit',
          });
          let at = findNextDue({ cron, zone }, from);
          for (let i = 0; i < 40; i++) {
            const next = findNextDue({ cron, zone }, at);
            expect(next - at).toBeGreaterThan(22 * 3_600_000);
            expect(next - at).toBeLessThan(26.1 * 3_600_000);
            expect(Date.parse(days.format(next)) - Date.parse(days.format(at))).toBe(DAY);
            at = next;
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps to the weekdays of its zone', () => {
    expect(runs('0 9 * * mon-fri', 'Asia/Kolkata', '2026-05-01T04:00Z', 2)).toEqual([
      '2026-05-04T03:30',
      '2026-05-05T03:30',
    ]);
  });

  it.each([
    ['0 9 * *', 'UTC', /five fields/],
    ['0 9 * * * *', 'UTC', /five fields/],
    ['61 9 * * *', 'UTC', /not a cron expression/],
    ['0 9 * * *', 'Europe/Atlantis', /no time zone "Europe\/Atlantis"/],
    ['0 0 30 2 *', 'UTC', /never comes/],
  ])('refuses %j in %s with the fix', (cron, zone, message) => {
    const attempt = () => findNextDue({ cron, zone }, 0);
    expect(attempt).toThrow(InputError);
    expect(attempt).toThrow(message);
  });

  it('knows zones from names that are none', () => {
    expect(['Europe/Paris', 'UTC', 'America/Montreal'].map(isZone)).toEqual([true, true, true]);
    expect(['', 'CEST+2x', 'Paris'].map(isZone)).toEqual([false, false, false]);
  });
});

describe('missedSlots', () => {
  const daily = { cron: '0 9 * * *', zone: 'UTC' };
  const first = Date.parse('2026-04-27T09:00Z');

  it('names the latest, up to the limit', () => {
    const upTo = Date.parse('2026-04-30T09:00Z');
    expect(listMissedSlots(daily, first, upTo, 1).slots.map(iso)).toEqual(['2026-04-30T09:00:00.000Z']);
    expect(listMissedSlots(daily, first, upTo, 3).slots).toHaveLength(3);
    expect(listMissedSlots(daily, first, upTo, 30).slots).toHaveLength(4);
  });

  it('is empty before the first', () => {
    expect(listMissedSlots(daily, first, first - 1, 3).slots).toEqual([]);
  });

  it('does not walk through years of minutes', () => {
    const everyMinute = { cron: '* * * * *', zone: 'UTC' };
    const upTo = first + 5 * 365 * DAY;
    expect(listMissedSlots(everyMinute, first, upTo, 2).slots).toEqual([upTo - 60_000, upTo]);
  });

  it('keeps the one slot of a yearly schedule that was missed long ago', () => {
    const yearly = { cron: '0 9 27 4 *', zone: 'UTC' };
    expect(listMissedSlots(yearly, first, first + 200 * DAY, 3).slots).toEqual([first]);
  });
});
