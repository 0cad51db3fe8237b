import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasTenant,
  parseChannelId,
  parsePersonId,
  parsePlatform,
  parseTenantId,
  parseTypedChannel,
  splitId,
  toChannelId,
  toDirectChannelId,
  toPersonId,
  toTenantId,
} from '../../../src/core/base/ids.ts';

const TEAM = toTenantId('slack', 'T0123');

describe('ids', () => {
  it('carry the workspace on Slack, and no server on Discord, whose ids are its own everywhere', () => {
    expect(toChannelId(TEAM, 'C0456')).toBe('slack:T0123/C0456');
    expect(toPersonId(TEAM, 'U0456')).toBe('slack:T0123/U0456');
    expect(toChannelId(toTenantId('discord', '1001'), '11')).toBe('discord:11');
    expect(toChannelId(toTenantId('discord', 'dm-42'), '42')).toBe('discord:42');
    expect(toPersonId('discord', '7')).toBe('discord:7');
    expect(toDirectChannelId(toPersonId(TEAM, 'U0456'), 'D1')).toBe('slack:T0123/D1');
  });

  it('say what they are made of', () => {
    const channel = toChannelId(TEAM, 'C0456');
    expect(splitId(channel)).toEqual({ platform: 'slack', tenant: 'slack:T0123', id: 'C0456' });
    expect(splitId(toPersonId('discord', '7'))).toEqual({ platform: 'discord', id: '7' });
    expect(parsePlatform(TEAM)).toBe('slack');
  });

  it('of a Slack channel may lack the workspace where somebody typed it, and nowhere else', () => {
    expect(parseChannelId('slack:C0456')).toBeUndefined();
    expect(parsePersonId('slack:U0456')).toBeUndefined();
    const typed = parseTypedChannel('slack:C0456');
    expect(typed && [hasTenant(typed), splitId(typed)]).toEqual([false, { platform: 'slack', id: 'C0456' }]);
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
      'discord:1/2',
      'discord:a b',
      `discord:${'1'.repeat(41)}`,
    ]) {
      expect([parseChannelId(text), parsePersonId(text), parseTenantId(text)]).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
      expect(parseTypedChannel(text)).toBeUndefined();
    }
    expect(() => toChannelId(TEAM, '')).toThrow('not an id');
    expect(() => toPersonId(TEAM, 'U 1')).toThrow('not an id');
    expect(() => toTenantId('slack', 'T/1')).toThrow('not an id');
  });

  it('of any text are read without a throw, and stay what they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const parse of [parseChannelId, parsePersonId, parseTenantId, parseTypedChannel])
          expect([undefined, text]).toContain(parse(text));
      }),
    );
  });
});
