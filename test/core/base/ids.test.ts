import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  moveToTenant,
  parseChannelId,
  parsePersonId,
  parsePlatform,
  parseTenantId,
  splitId,
  toChannelId,
  toDirectChannelId,
  toPersonId,
  toTenantId,
} from '../../../src/core/base/ids.ts';

const TEAM = toTenantId('slack', 'T0123');

describe('ids', () => {
  it('carry the tenant where they are made within one, and are of the whole platform elsewhere', () => {
    expect(toChannelId(TEAM, 'C0456')).toBe('slack:T0123/C0456');
    expect(toPersonId(TEAM, 'U0456')).toBe('slack:T0123/U0456');
    expect(toChannelId('discord', '11')).toBe('discord:11');
    expect(toPersonId('discord', '7')).toBe('discord:7');
    expect(toDirectChannelId(toPersonId(TEAM, 'U0456'), 'D1')).toBe('slack:T0123/D1');
    expect(toDirectChannelId(toPersonId('discord', '7'), '42')).toBe('discord:42');
    expect(toChannelId(toTenantId('pager', 'all'), 'desk')).toBe('pager:all/desk');
  });

  it('of a person go to another workspace where they carry one, and are the same in every server elsewhere', () => {
    const other = toTenantId('slack', 'T0999');
    expect(moveToTenant(other, toPersonId(TEAM, 'U0456'))).toBe('slack:T0999/U0456');
    expect(moveToTenant(toTenantId('discord', '1001'), toPersonId('discord', '7'))).toBe('discord:7');
    expect(moveToTenant(other, toPersonId('discord', '7'))).toBe('discord:7');
  });

  it('say what they are made of', () => {
    const channel = toChannelId(TEAM, 'C0456');
    expect(splitId(channel)).toEqual({ platform: 'slack', tenant: 'slack:T0123', id: 'C0456' });
    expect(splitId(toPersonId('discord', '7'))).toEqual({ platform: 'discord', id: '7' });
    expect(parsePlatform(TEAM)).toBe('slack');
  });

  it('are refused when malformed', () => {
    for (const text of [
      '',
      ':',
      'slack',
      'slack:',
      'IRC:1',
      'slack:T/',
      'slack:/C',
      'slack:T/C/D',
      'slack:T:U',
      'discord:1/',
      'discord:a b',
      `discord:${'1'.repeat(41)}`,
    ]) {
      expect([parseChannelId(text), parsePersonId(text), parseTenantId(text)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    }
    expect(() => toChannelId(TEAM, '')).toThrow('not an id');
    expect(() => toPersonId(TEAM, 'U 1')).toThrow('not an id');
    expect(() => toTenantId('slack', 'T/1')).toThrow('not an id');
  });

  it('of any text are read without a throw, and stay what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const parse of [parseChannelId, parsePersonId, parseTenantId])
          expect([undefined, text]).toContain(parse(text));
      }),
    );
  });
});
