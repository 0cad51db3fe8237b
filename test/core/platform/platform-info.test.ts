import { describe, expect, it } from 'vitest';
import {
  isMissingTenant,
  isPossibleChannel,
  isPossiblePerson,
  type PlatformInfo,
} from '../../../src/core/platform/platform-info.ts';
import { channelId, personId } from '../../support/ids.ts';

const common = { tokens: [], whereIdsAre: '', isTenantId: () => true };
const PLATFORMS: readonly PlatformInfo[] = [
  {
    ...{ ...common, name: 'grouped', title: 'Grouped', hasTenantInIds: true },
    isChannelId: (id: string, team = 't') => id === 'c' && team.startsWith('t'),
    isPersonId: (id: string, team = '') => id === 'p' && team.startsWith('t'),
  },
  {
    ...{ ...common, name: 'flat', title: 'Flat' },
    isChannelId: (id: string) => id === 'c',
    isPersonId: (id: string) => id === 'p',
  },
];

describe('what somebody typed', () => {
  it.each([
    ['grouped:t1/c', true],
    ['grouped:c', true],
    ['grouped:x1/c', false],
    ['grouped:t1/d', false],
    ['flat:c', true],
    ['flat:d', false],
    ['flat:t1/c', false],
    ['other:c', false],
  ])('%s can be a channel: %s', (text, expected) => {
    expect(isPossibleChannel(PLATFORMS, channelId(text))).toBe(expected);
  });

  it.each([
    ['grouped:t1/p', true],
    ['grouped:p', false],
    ['grouped:x1/p', false],
    ['flat:p', true],
    ['flat:t1/p', false],
    ['other:p', false],
  ])('%s can be a person: %s', (text, expected) => {
    expect(isPossiblePerson(PLATFORMS, personId(text))).toBe(expected);
  });

  it.each([
    ['grouped:c', true],
    ['grouped:t1/c', false],
    ['flat:c', false],
    ['other:c', false],
  ])('%s lacks its tenant: %s', (text, expected) => {
    expect(isMissingTenant(PLATFORMS, channelId(text))).toBe(expected);
  });
});
