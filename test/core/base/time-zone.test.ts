import { describe, expect, it } from 'vitest';
import { InputError } from '../../../src/core/base/errors.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import { parseZone, suggestZones } from '../../../src/core/base/time-zone.ts';

const findFix = (typed: string): string | undefined => {
  try {
    parseZone(typed);
  } catch (error) {
    if (error instanceof InputError) return flattenText(error.fix);
    throw error;
  }
  return undefined;
};

describe('a time zone as typed', () => {
  it.each([
    ['Europe/Paris', 'Europe/Paris'],
    [' america/new_york ', 'America/New_York'],
    ['America/New York', 'America/New_York'],
    ['US/Eastern', 'America/New_York'],
    ['Japan', 'Asia/Tokyo'],
    ['utc', 'UTC'],
    ['GMT', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['Etc/GMT+0', 'UTC'],
  ])('%j is %s', (typed, zone) => {
    expect(parseZone(typed)).toBe(zone);
  });

  it.each([
    ['EST', /America\/New_York/],
    ['EST5EDT', /America\/New_York/],
    ['edt', /America\/New_York/],
    ['CST6CDT', /America\/Chicago/],
    ['CST', /America\/Chicago or Asia\/Shanghai/],
    ['MST', /America\/Denver or America\/Phoenix/],
    ['MST7MDT', /America\/Denver/],
    ['PST8PDT', /America\/Los_Angeles/],
    ['HST', /Pacific\/Honolulu/],
    ['BST', /Europe\/London/],
    ['CET', /Europe\/Paris or Europe\/Berlin/],
    ['IST', /Asia\/Kolkata/],
    ['NST', /America\/St_Johns/],
    ['+02:00', /zone of a place/],
    ['UTC+2', /zone of a place/],
    ['GMT-5', /zone of a place/],
    ['Etc/GMT+5', /zone of a place/],
    ['SystemV/EST5', /zone of a place/],
    ['MIT', /Europe\/Paris/],
    ['Mars', /Europe\/Paris/],
    ['', /Europe\/Paris/],
    ['new york', /^Use America\/New_York\.$/],
    ['Vienna', /^Use Europe\/Vienna\.$/],
    ['paris', /^Use Europe\/Paris\.$/],
    ['pariss', /^Use Europe\/Paris\.$/],
    ['Berln', /^Use Europe\/Berlin\.$/],
    ['San Fransisco', /Europe\/Paris/],
  ])('%j is refused, with what was meant', (typed, fix) => {
    expect(findFix(typed)).toMatch(fix);
  });

  it('every zone that is offered is one', () => {
    for (const zone of Intl.supportedValuesOf('timeZone')) expect(typeof parseZone(zone)).toBe('string');
    for (const typed of 'EST CST MST PST AKST HST AST NST BRT ART CLT BST WET MSK CET EET SAST WAT EAT IST'.split(
      ' ',
    ))
      for (const zone of findFix(typed)?.match(/\w+\/\w+(?:\/\w+)?/g) ?? [])
        expect(() => parseZone(zone)).not.toThrow();
  });
});

describe('a time zone while one types', () => {
  it.each([
    ['paris', ['Europe/Paris']],
    ['new york', ['America/New_York']],
    ['tok', ['Asia/Tokyo']],
    ['pst', ['America/Los_Angeles']],
    ['cet', ['Europe/Paris', 'Europe/Berlin']],
    ['pariss', ['Europe/Paris']],
    ['utc', ['UTC']],
    ['xyzzy', []],
  ])('%j is offered %j first', (typed, zones) => {
    expect(suggestZones(typed).slice(0, Math.max(1, zones.length))).toEqual(zones);
  });

  it('the city that begins as typed comes before one that contains it', () => {
    expect(suggestZones('ton').slice(0, 2)).toEqual(['Pacific/Tongatapu', 'America/Creston']);
    expect(suggestZones('').length).toBeGreaterThan(25);
  });
});
