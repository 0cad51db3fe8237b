import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ChannelId,
  parsePlatform,
  splitId,
  type TenantId,
  toPersonId,
} from '../../src/core/base/ids.ts';
import type { Inbound } from '../../src/core/platform/inbound.ts';
import type { ChatPlatform } from '../../src/core/platform/platform.ts';
import { createRetention } from '../../src/jobs/tenants/retention.ts';
import { createTenants } from '../../src/jobs/tenants/tenants.ts';
import { openStore } from '../../src/store/open-store.ts';
import { aDiscord } from '../adapters/discord/harness.ts';
import { aWorld } from '../adapters/slack/harness.ts';
import { aDigest } from '../store/ledger.ts';
import {
  aClock,
  aLog,
  aRecordingInbound,
  aSubscription,
  papers,
  saveEdition,
  until,
} from '../support/builders.ts';
import { channelId, personId, tenantId } from '../support/ids.ts';

const DAY = 86_400_000;
const SLOT = Date.parse('2026-04-30T09:00:00Z');

/** Two servers or workspaces with all that there can be about each, and the jobs that mind who comes and goes. */
async function aStoreWith(channelOf: Readonly<Record<string, string>>) {
  const clock = aClock('2026-04-30T12:00:00Z');
  const log = aLog();
  const store = await openStore({ url: ':memory:', log });
  onTestFinished(() => store.close());
  await saveEdition(store, papers(3), clock.now());
  for (const [tenant, channel] of Object.entries(channelOf).map(
    ([tenant, channel]) => [tenantId(tenant), channelId(channel)] as const,
  )) {
    await store.subscriptions.put(aSubscription({ channel, tenant, nextDueAt: SLOT }));
    await store.deliveries.enqueue({ channel, slot: SLOT }, SLOT);
    const post = { id: `p-${channel}`, channel, slot: SLOT, seq: 0, kind: 'card', inThread: false } as const;
    const planned = { ...post, paperIds: ['2604.00001'], state: 'planned' } as const;
    await store.deliveries.plan({ channel, slot: SLOT }, aDigest('2604.00001'), [planned], SLOT);
    await store.posts.mark(post.id, 'sent', SLOT, {
      channel: splitId(channel).id,
      messageId: '1',
      tenant,
    });
    await store.deliveries.settle({ channel, slot: SLOT }, { state: 'sent' }, SLOT);
    const person = toPersonId(tenant, 'U1');
    await store.votes.cast({ paperId: '2604.00001', person, tenant, value: 1, source: 'button', at: SLOT });
    await store.readingLists.put(person, '2604.00002', SLOT);
    await store.follows.add(person, { kind: 'query', text: 'x' }, SLOT);
    const list = { title: 'Search: x', papers: new Map([[1, '2604.00001']]), at: SLOT };
    await store.lists.save(`${tenant} C1`, personId('discord:1'), list);
    await store.lists.save(`${tenant} C1`, undefined, list);
  }
  const tenants = createTenants({ store, clock, log });
  const retention = createRetention({ store, clock, log });
  const start = async (platform: ChatPlatform, inbound: Partial<Inbound> = {}) =>
    platform.connection.start({ ...aRecordingInbound(), ...tenants, ...inbound });
  return {
    ...{ store, clock, log, start },
    paused: async (channel: ChannelId) => (await store.subscriptions.find(channel))?.paused?.by,
    /** So many days later, with the job that deletes. */
    async later(days: number) {
      clock.advance(days * DAY);
      await retention.run();
    },
    /** How much is still there about a server or workspace. */
    async left(tenant: TenantId): Promise<number> {
      const channel = channelId(channelOf[tenant] ?? '');
      const person = toPersonId(tenant, 'U1');
      const found = [
        await store.subscriptions.find(channel),
        ...(await store.deliveries.listRecent(channel, 9)),
        ...(await store.posts.listOfDelivery({ channel, slot: SLOT })),
        ...(await store.votes.list(['2604.00001'], [tenant])),
        ...((await store.lists.find(`${tenant} C1`, personId('discord:1'))) ? [1] : []),
        ...((await store.lists.find(`${tenant} C1`, undefined)) ? [1] : []),
        // On Discord a person is in other servers as well: what is theirs alone stays.
        ...(parsePlatform(tenant) === 'slack' ? await store.readingLists.list(person) : []),
        ...(parsePlatform(tenant) === 'slack' ? await store.follows.list(person) : []),
      ];
      return found.filter((one) => one !== undefined).length;
    },
  };
}

const ALL = 8;
/** Without what belongs to people, who are in other servers as well. */
const ALL_ON_DISCORD = 6;

describe('a Discord server that removes the bot', () => {
  async function aServer() {
    const { server, platform, close, again } = await aDiscord();
    onTestFinished(close);
    const other = server.world.addGuild('Others');
    const mine = `discord:${server.guild.id}`;
    const theirs = `discord:${other.id}`;
    const world = await aStoreWith({ [mine]: `discord:${server.general.id}`, [theirs]: 'discord:777' });
    return {
      ...world,
      server,
      platform,
      again,
      mine,
      theirs,
      channel: channelId(`discord:${server.general.id}`),
    };
  }

  it('is paused at once, and its data is deleted after 30 days', async () => {
    const { server, platform, start, paused, channel, later, left, mine, theirs } = await aServer();
    await start(platform);
    server.gateway.removeFrom(server.guild);
    await until(async () => (await paused(channel)) === 'departure', 'the channel is paused');
    expect(await paused(channelId('discord:777'))).toBeUndefined();
    await later(29);
    expect(await left(tenantId(mine))).toBe(ALL_ON_DISCORD);
    await later(1.1);
    expect(await left(tenantId(mine))).toBe(0);
    expect(await left(tenantId(theirs))).toBe(ALL_ON_DISCORD);
  });

  it('is not paused by an outage of Discord', async () => {
    const { server, platform, start, paused, channel, log, store } = await aServer();
    await start(platform);
    server.gateway.removeFrom(server.guild, { isOutage: true });
    // Events come in order: when this later one has been handled, so has the outage.
    const other = [...server.world.guilds.values()].find(({ name }) => name === 'Others');
    if (other) server.gateway.removeFrom(other);
    await until(async () => (await store.tenants.listDeparted()).length === 1, 'the other one is gone');
    expect(await paused(channel)).toBeUndefined();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('goes on by itself when it adds the bot again within 30 days; what a person had paused stays so', async () => {
    const { server, platform, start, paused, channel, later, left, mine, store } = await aServer();
    await store.subscriptions.put(
      aSubscription({ channel: channelId('discord:888'), tenant: tenantId(mine) }),
    );
    await store.subscriptions.pause(channelId('discord:888'), {
      at: SLOT,
      by: 'person',
      reason: { code: 'typed', values: { text: 'summer' } },
    });
    await store.subscriptions.put(
      aSubscription({ channel: channelId('discord:999'), tenant: tenantId(mine) }),
    );
    await store.subscriptions.pause(channelId('discord:999'), {
      at: SLOT,
      by: 'fault',
      reason: { code: 'internal', values: {} },
    });
    await start(platform);
    server.gateway.removeFrom(server.guild);
    await until(async () => (await paused(channel)) === 'departure', 'the channel is paused');
    await later(20);
    server.gateway.addTo(server.guild);
    await until(async () => (await paused(channel)) === undefined, 'the channel goes on');
    expect(await paused(channelId('discord:888'))).toBe('person');
    await until(
      async () => (await paused(channelId('discord:999'))) === undefined,
      'what failed as the bot went is resumed',
    );
    await later(20);
    expect(await left(tenantId(mine))).toBe(ALL_ON_DISCORD);
    expect((await store.subscriptions.find(channel))?.nextDueAt).toBeGreaterThan(SLOT + 19 * DAY);
  });

  it('is noticed at the next start when it was while the bot was not connected', async () => {
    const { server, platform, start, paused, channel } = await aServer();
    server.guild.members.delete(server.world.bot.id);
    await start(platform);
    await until(async () => (await paused(channel)) === 'departure', 'the channel is paused');
    expect(await paused(channelId('discord:777'))).toBeUndefined();
  });
});

describe('a Slack workspace that removes the app', () => {
  async function aWorkspace() {
    const slack = await aWorld();
    onTestFinished(slack.close);
    const mine = `slack:${slack.server.state.team.id}`;
    const world = await aStoreWith({ [mine]: 'slack:T0LOOP/C0OPEN', 'discord:5': 'discord:555' });
    return { ...world, ...slack.server, platform: slack.platform, again: slack.again, mine };
  }

  it.each([
    ['app_uninstalled', { type: 'app_uninstalled' }],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: ['U0PAPER'] } }],
  ])(
    'is paused at once by %s, and its data and its people’s is deleted after 30 days',
    async (_name, event) => {
      const { platform, people, start, paused, later, left, mine } = await aWorkspace();
      await start(platform);
      await people.event(event);
      await until(
        async () => (await paused(channelId('slack:T0LOOP/C0OPEN'))) === 'departure',
        'the channel is paused',
      );
      expect(await paused(channelId('discord:555'))).toBeUndefined();
      await later(30.1);
      expect(await left(tenantId(mine))).toBe(0);
      expect(await left(tenantId('discord:5'))).toBe(ALL_ON_DISCORD);
    },
  );

  it('comes back to an organization’s app by the first command that is typed in it', async () => {
    const { platform, people, state, start, paused } = await aWorkspace();
    state.organization = { id: 'E0GRID', name: 'The grid' };
    await start(platform);
    const event = { type: 'app_uninstalled' };
    const around = { type: 'event_callback', team_id: 'E0GRID', event_id: 'Ev1', event };
    await people.deliver('events_api', around);
    await until(
      async () => (await paused(channelId('slack:T0LOOP/C0OPEN'))) === 'departure',
      'all of Slack is paused',
    );
    expect(await paused(channelId('discord:555'))).toBeUndefined();
    people.slash('U0ADA', 'C0OPEN', 'help');
    await until(
      async () => (await paused(channelId('slack:T0LOOP/C0OPEN'))) === undefined,
      'the channel goes on',
    );
  });

  it('is not paused when a person takes back a token of their own', async () => {
    const { platform, people, start, paused, log } = await aWorkspace();
    await start(platform);
    await people.event({ type: 'tokens_revoked', tokens: { oauth: ['U0ADA'], bot: [] } });
    await people.event({ type: 'tokens_revoked', tokens: { oauth: ['U0ADA'] } });
    expect(await paused(channelId('slack:T0LOOP/C0OPEN'))).toBeUndefined();
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('goes on when the app is installed again and the bot started with the new token', async () => {
    const { platform, people, start, paused, again, later, left, mine } = await aWorkspace();
    await start(platform);
    await people.event({ type: 'app_uninstalled' });
    await until(
      async () => (await paused(channelId('slack:T0LOOP/C0OPEN'))) === 'departure',
      'the channel is paused',
    );
    await platform.connection.stop();
    await later(10);
    await start(again());
    expect(await paused(channelId('slack:T0LOOP/C0OPEN'))).toBeUndefined();
    await later(25);
    expect(await left(tenantId(mine))).toBe(ALL);
  });
});
