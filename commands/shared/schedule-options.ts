import { parseZone } from '../../src/core/base/time-zone.ts';
import type { Option } from '../../src/core/command/command.ts';
import { parseTime } from '../../src/core/schedule/schedule-words.ts';
import { asTyped } from './as-typed.ts';

/** A time of day, stored as it was typed. */
export function createTimeOption(say: () => string): Option {
  return {
    name: 'time',
    get summary() {
      return say();
    },
    type: 'text',
    maxLength: 20,
    parse: asTyped(parseTime),
  };
}

/** A time zone by any of its names, suggested while somebody types; stored by its usual one. */
export function createZoneOption(say: () => string, parse: Option['parse'] = parseZone): Option {
  return {
    name: 'zone',
    get summary() {
      return say();
    },
    type: 'text',
    maxLength: 60,
    autocomplete: true,
    parse,
  };
}
