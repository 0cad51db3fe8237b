import { describe, expect, it, onTestFinished } from 'vitest';
import { listPlatforms } from '../../../src/app/platforms.ts';
import { findChannel } from '../../../src/cli/chat/find-channel.ts';
import { DeliveryError } from '../../../src/core/base/errors.ts';
import type { PlatformName } from '../../../src/core/base/ids.ts';
import type { ChannelAccess, Platform } from '../../../src/core/platform/platform.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aProblem } from '../../support/a-problem.ts';
import { aLog, aSubscription } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { channelId, tenantId } from '../../support/ids.ts';

async function anApp(...platforms: readonly Platform[]) {
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  const byName = new Map<PlatformName, Platform>(platforms.map((one) => [one.name, one]));
  const subscribe = (channel: string) =>
    store.subscriptions.put(
      aSubscription({ channel: channelId(channel), tenant: tenantId(channel.split('/')[0] ?? '') }),
    );
  const find = (text: string, isDry = false) =>
    findChannel({ store, platforms: byName, platformInfo: listPlatforms(), log }, text, { isDry });
  return { store, subscribe, find };
}

const slackWhere = (findTenant: ChannelAccess['findTenant']): Platform => {
  const platform = aPlatform('slack');
  return { ...platform, channels: { ...platform.channels, findTenant } };
};
const slack = slackWhere(async () => tenantId('slack:T0ONE'));
const away = slackWhere(() => Promise.reject(new DeliveryError('transient', aProblem('Slack is away'))));

describe('a Slack channel typed without its workspace', () => {
  it('is in the workspace that the bot is installed in', async () => {
    const { find, subscribe } = await anApp(slack);
    await subscribe('slack:T0TWO/C0OPEN');
    expect(await find('slack:C0OPEN')).toBe('slack:T0ONE/C0OPEN');
    expect(await find('slack:T0TWO/C0OPEN')).toBe('slack:T0TWO/C0OPEN');
  });

  it('is the one that is subscribed while Slack is off or away', async () => {
    for (const platforms of [[], [away]]) {
      const { find, subscribe } = await anApp(...platforms);
      await subscribe('slack:T0TWO/C0OPEN');
      expect(await find('slack:C0OPEN')).toBe('slack:T0TWO/C0OPEN');
      // Nothing else is known of Slack than this workspace.
      expect(await find('slack:C0OTHER')).toBe('slack:T0TWO/C0OTHER');
    }
  });

  it('is refused where two workspaces have it, or none is known, and an absent Slack says so itself', async () => {
    const { find, subscribe } = await anApp();
    await expect(find('slack:C0OPEN')).rejects.toMatchObject({ code: 'workspace-unknown' });
    await subscribe('slack:T0ONE/C0OPEN');
    await subscribe('slack:T0TWO/C0OPEN');
    for (const text of ['slack:C0OPEN', 'slack:C0OTHER'])
      await expect(find(text)).rejects.toMatchObject({ code: 'workspace-unknown' });
    await expect((await anApp(away)).find('slack:C0OPEN')).rejects.toThrow('Slack is away');
  });

  it('needs none where nothing is posted', async () => {
    const { find } = await anApp(away);
    expect(await find('slack:C0OPEN', true)).toBe('slack:C0OPEN');
  });

  it('names the subscription of an old database, which gets its workspace', async () => {
    const { find, store, subscribe } = await anApp(slack);
    await subscribe('slack:T0OLD/C0OPEN');
    const old = 'slack:C0OPEN' as ReturnType<typeof channelId>;
    await store.subscriptions.put(aSubscription({ channel: old, count: 9 }));
    expect(await find('slack:C0OPEN')).toBe('slack:T0ONE/C0OPEN');
    expect((await store.subscriptions.find(channelId('slack:T0ONE/C0OPEN')))?.count).toBe(9);
  });
});

it.each([
  '',
  'slack',
  'slack:',
  'slack:T/',
  'slack:T/C/D',
  'discord:1/2',
  'irc:1',
  'slack:T/C D',
  `discord:${'1'.repeat(41)}`,
])('"%s" is not a channel', async (text) => {
  const { find } = await anApp();
  await expect(find(text)).rejects.toMatchObject({ code: 'channel-invalid' });
});
