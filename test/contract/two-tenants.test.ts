import { describe, expect, it, onTestFinished } from 'vitest';
import type { Asker } from '../../src/core/message/interaction.ts';
import { aDesk, textIn } from '../commands/desk.ts';
import { aSubscription } from '../support/builders.ts';
import { aPlatform } from '../support/fake-platform.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

/** One channel that two workspaces share has one id on Slack; who asks there asks from a workspace. */
const inWorkspace = (team: string): Partial<Asker> => ({
  platform: 'slack',
  tenant: tenantId(`slack:${team}`),
  channel: 'C0SHARED',
  channelId: channelId(`slack:${team}/C0SHARED`),
  person: personId(`slack:${team}/U0ADA`),
});
const ONE = inWorkspace('T0ONE');
const TWO = inWorkspace('T0TWO');

const inServer = (guild: string, channel: string): Partial<Asker> => ({
  platform: 'discord',
  tenant: tenantId(`discord:${guild}`),
  channel,
  person: personId('discord:7'),
});

async function aBot(options: Parameters<typeof aDesk>[0] = {}) {
  const desk = await aDesk(options);
  onTestFinished(() => desk.store.close());
  return desk;
}

describe('a Slack channel that two workspaces share', () => {
  it('is subscribed in one of them alone', async () => {
    const { type, store } = await aBot();
    await type('subscribe time:9:00 zone:UTC', ONE);
    expect((await store.subscriptions.list()).map(({ channel }) => channel)).toEqual([
      'slack:T0ONE/C0SHARED',
    ]);
    expect(textIn(await type('status', TWO))).toMatch(/no daily post|not subscribed/i);
    await type('subscribe time:9:00 zone:UTC', TWO);
    expect((await store.subscriptions.list()).map(({ channel }) => channel)).toEqual([
      'slack:T0ONE/C0SHARED',
      'slack:T0TWO/C0SHARED',
    ]);
  });

  it('has a limit of questions for each of them', async () => {
    const { type } = await aBot({ isUnlimited: () => false });
    for (let i = 0; i < 8; i++) await type('help', ONE);
    const refused = textIn(await type('help', ONE));
    expect(textIn(await type('help', TWO))).not.toEqual(refused);
  });

  it('lets an answer be shared only from where it was given', async () => {
    const { type, press } = await aBot();
    const answer = await type('today', ONE);
    expect(await press(answer, 'Share to channel', TWO)).not.toMatchObject({ shared: true });
    expect(await press(answer, 'Share to channel', ONE)).toMatchObject({ shared: true });
  });

  it('numbers the papers that each of them was shown', async () => {
    const { type, store } = await aBot();
    await type('search zebras', ONE);
    await type('save 1', ONE);
    expect(await store.readingLists.list(personId('slack:T0ONE/U0ADA'))).toHaveLength(1);
    await type('save 1', TWO);
    expect(await store.readingLists.list(personId('slack:T0TWO/U0ADA'))).toHaveLength(0);
  });

  it('is shown to nobody of the other workspace whom Slack does not list as able to see it', async () => {
    const platform = aPlatform('slack');
    const blind = { ...platform, channels: { ...platform.channels, canSee: async () => false } };
    const { services, store } = await aBot({ platforms: new Map([['slack', blind]]) });
    const channel = channelId('slack:T0ONE/C0SHARED');
    await store.subscriptions.put(aSubscription({ channel, tenant: tenantId('slack:T0ONE') }));
    const asker = (from: Partial<Asker>) => from as Asker;
    expect(await services.filterVisibleChannels(asker(ONE), [channel], 5)).toEqual([channel]);
    expect(await services.filterVisibleChannels(asker(TWO), [channel], 5)).toEqual([]);
  });
});

describe('one person in two Discord servers', () => {
  it('has one reading list over both, and a daily post in each channel', async () => {
    const { type, store } = await aBot();
    await type('save 2604.00001', inServer('1001', '11'));
    expect(textIn(await type('saved', inServer('1002', '22')))).toContain('Paper number 1');
    await type('subscribe time:9:00 zone:UTC', inServer('1001', '11'));
    expect(textIn(await type('status', inServer('1002', '22')))).toMatch(/no daily post|not subscribed/i);
    expect((await store.subscriptions.list()).map(({ channel, tenant }) => [channel, tenant])).toEqual([
      ['discord:11', 'discord:1001'],
    ]);
  });

  it('votes in each of them', async () => {
    const { type, store } = await aBot();
    await type('vote up 2604.00001', inServer('1001', '11'));
    await type('vote down 2604.00001', inServer('1002', '22'));
    const values = async (tenant: string) =>
      (await store.votes.list(['2604.00001'], [tenantId(tenant)])).map(({ value }) => value);
    expect([await values('discord:1001'), await values('discord:1002')]).toEqual([[1], [-1]]);
  });
});
