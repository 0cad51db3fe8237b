import { describe, expect, it } from 'vitest';
import { matchesName, splitName } from '../../../src/core/matching/name.ts';
import { OTHER_NAMES, SAME_NAMES } from '../../support/names.ts';

const matches = (wanted: string, name: string) => matchesName(splitName(wanted), splitName(name));

describe('a person’s name', () => {
  it.each<readonly [wanted: string, name: string]>([
    ...SAME_NAMES,
    ['Zhi-Hua Zhou', 'Zhihua Zhou'],
    ['Zhi Hua Zhou', 'Zhihua Zhou'],
    ['King', 'King, Jr.'],
    ['Martin Luther King, Jr.', 'Martin Luther King'],
  ])('%j is the one written %j', (wanted, name) => expect(matches(wanted, name)).toBe(true));

  it.each<readonly [wanted: string, name: string]>([
    ...OTHER_NAMES,
    ['Michael I. Jordan', 'Michael J. Jordan'],
    ['!', 'Ada Lovelace'],
  ])('%j is not the one written %j', (wanted, name) => expect(matches(wanted, name)).toBe(false));
});
