import { parseZone } from '../../src/core/base/time-zone.ts';
import { parseTime } from '../../src/core/schedule/schedule-words.ts';
import { asTyped } from './as-typed.ts';

/** A time of day, stored as it was typed. */
export function createTimeOption(summary: string) {
  return { name: 'time', summary, type: 'text', maxLength: 20, parse: asTyped(parseTime) } as const;
}

/** A time zone by any of its names, suggested while somebody types; stored by its usual one. */
export function createZoneOption(summary: string) {
  return {
    name: 'zone',
    summary,
    type: 'text',
    maxLength: 60,
    autocomplete: true,
    parse: parseZone,
  } as const;
}
