import { expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/paper/instant.ts';

it.each([
  ['2026-04-28', '2026-04-28T00:00:00.000Z'],
  ['2026-04', '2026-04-01T00:00:00.000Z'],
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['2026-04-28T10:30', '2026-04-28T10:30:00.000Z'],
  ['2026-04-28T10:30:00.123', '2026-04-28T10:30:00.123Z'],
  ['2026-04-28 10:30:00', '2026-04-28T10:30:00.000Z'],
  ['2026-04-28 10:30:00+02:00', '2026-04-28T08:30:00.000Z'],
  ['2026-04-28T10:30:00-0700', '2026-04-28T17:30:00.000Z'],
  ['2026-04-28T10:30:00Z', '2026-04-28T10:30:00.000Z'],
  ['Tue, 28 Apr 2026 10:30:00 GMT', '2026-04-28T10:30:00.000Z'],
  ['Tue, 28 Apr 2026 10:30:00 +0200', '2026-04-28T08:30:00.000Z'],
  ['Tue, 28 Apr 2026 10:30:00 PDT', '2026-04-28T17:30:00.000Z'],
  ['Tue Apr 28 10:30:00 2026', '2026-04-28T10:30:00.000Z'],
  ['April 28, 2026', '2026-04-28T00:00:00.000Z'],
  ['28 Apr 2026', '2026-04-28T00:00:00.000Z'],
  ['2026/04/28', '2026-04-28T00:00:00.000Z'],
])('%j is %s, whatever the process’s zone', (text, iso) => {
  const before = process.env.TZ;
  try {
    for (const zone of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
      process.env.TZ = zone;
      expect(new Date(parseInstant(text)).toISOString()).toBe(iso);
    }
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

it.each(['', 'soon', 'x'.repeat(1000), '2026-99-99'])('%j is none', (text) => {
  expect(parseInstant(text)).toBeNaN();
});
