import { describe, expect, it } from 'vitest';
import { getClosingTime } from '../../../src/sources/hugging-face/closing-time.ts';

describe('the list of a Hugging Face day', () => {
  it.each([
    ['2026-07-01', '2026-07-02T01:30:00.000Z'],
    ['2026-01-07', '2026-01-08T02:30:00.000Z'],
    // The clocks in New York change in the night before.
    ['2026-03-07', '2026-03-08T02:30:00.000Z'],
    ['2026-03-08', '2026-03-09T01:30:00.000Z'],
    ['2026-10-31', '2026-11-01T01:30:00.000Z'],
    ['2026-11-01', '2026-11-02T02:30:00.000Z'],
    ['2025-12-31', '2026-01-01T02:30:00.000Z'],
  ])('of %s closes at 21:30 US Eastern: %s', (day, at) => {
    expect(new Date(getClosingTime(day)).toISOString()).toBe(at);
  });
});
