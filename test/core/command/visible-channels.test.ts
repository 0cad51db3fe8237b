import { expect, it } from 'vitest';
import { createVisibleChannels } from '../../../src/core/command/visible-channels.ts';
import type { ChannelAccess, Platform } from '../../../src/core/platform/platform.ts';
import { aLog } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../../support/ids.ts';

const ANN = {
  platform: 'discord',
  tenant: tenantId('discord:guild'),
  channelId: channelId('discord:1'),
  person: personId('discord:ann'),
} as const;

/** Which of the channels are shown, and about which the platform was asked. */
async function shown(canSee: ChannelAccess['canSee'], channels: readonly string[], limit = 10) {
  const asked: string[] = [];
  const made = aPlatform();
  const platform: Platform = {
    ...made,
    channels: {
      ...made.channels,
      canSee: (channel, person) => {
        asked.push(channel);
        return canSee(channel, person);
      },
    },
  };
  const visibleChannels = createVisibleChannels(new Map([['discord', platform]]), aLog(), 30);
  return { visible: await visibleChannels(ANN, channels.map(channelId), limit), asked };
}

it('shows what the platform says that the asker sees, and the channel in which they ask', async () => {
  const { visible, asked } = await shown(async (id) => id === '3', ['discord:1', 'discord:2', 'discord:3']);
  expect(visible).toEqual(['discord:1', 'discord:3']);
  expect(asked).toEqual(['2', '3']);
});

it('shows nothing of another platform, nor where this one does not say', async () => {
  const fails = () => Promise.reject(new Error('away'));
  expect((await shown(fails, ['slack:T0LOOP/C1', 'discord:2'])).visible).toEqual([]);
});

it('waits for a platform that does not answer no longer than a person would', async () => {
  const { visible } = await shown(
    (id) => (id === '2' ? Promise.resolve(true) : new Promise(() => undefined)),
    ['discord:2', 'discord:3', 'discord:4'],
  );
  expect(visible).toEqual(['discord:2']);
});

it('asks about two hundred channels at most, and no more when there are enough', async () => {
  const many = Array.from({ length: 1000 }, (_, i) => `discord:${i + 10}`);
  expect((await shown(async () => false, many)).asked).toHaveLength(200);
  expect((await shown(async () => true, many)).asked).toHaveLength(10);
});
