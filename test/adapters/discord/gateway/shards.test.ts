import { afterEach, describe, expect, it } from 'vitest';
import { isOnShard, toGuildTenantId } from '../../../../adapters/discord/api/ids.ts';
import { createIdentifyThrottler } from '../../../../adapters/discord/gateway/identify-throttler.ts';
import type { Guild } from '../../../../loopback/discord/world.ts';
import { createLocalShards, type Shard, type Shards } from '../../../../src/core/store/shards.ts';
import { aClock, aLog, aRecordingInbound, until } from '../../../support/builders.ts';
import { aDiscord, type DiscordHarness } from '../harness.ts';

let harness: DiscordHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

/** A server whose events come on this shard, of as many as there are. */
function addGuildOn({ server }: DiscordHarness, { id, count }: Shard, n = 0): Guild {
  const guild = String((BigInt(1000 + n) * BigInt(count) + BigInt(id)) << 22n);
  return server.world.addGuild(`guild ${n} of shard ${id}`, guild);
}

/** Shards that another part of the test hands out. */
function aHandedOutShards() {
  let change: (shard: Shard, isOurs: boolean) => void = () => undefined;
  const shards: Shards = {
    ...createLocalShards(),
    join: async () => undefined,
    observe: (changed) => {
      change = changed;
    },
  };
  return { shards, change: (shard: Shard, isOurs: boolean) => change(shard, isOurs) };
}

describe('shards', () => {
  it('are as many as Discord asks for, and each has the events of its servers', async () => {
    harness = await aDiscord({}, { shards: 3, maxConcurrency: 3 });
    const { server, platform } = harness;
    const guilds = [0, 1, 2].map((id) => addGuildOn(harness as DiscordHarness, { id, count: 3 }));
    const inbound = await harness.start();
    expect(server.gateway.listShards()).toEqual([0, 1, 2]);
    expect(platform.connection.listShards?.()).toEqual(new Map([0, 1, 2].map((id) => [id, true])));
    for (const guild of guilds) {
      const channel = server.world.addChannel(guild, 'papers');
      const message = server.world.addMessage(channel, server.world.bot.id, { content: 'a card' });
      guild.members.set(server.user('ann').id, []);
      server.react(server.user('ann').id, message, '👍');
    }
    await until(() => inbound.events.length === 3, 'each vote comes once');
    expect(inbound.events.map(({ tenant }) => tenant).toSorted()).toEqual(
      guilds.map(({ id }) => toGuildTenantId(id)).toSorted(),
    );
  });

  it('are as many as the operator wants', async () => {
    harness = await aDiscord({ shardCount: 2 }, { shards: 1 });
    await harness.start();
    expect(harness.server.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('log in one after the other with the same key, and at once with another', async () => {
    harness = await aDiscord({ tuning: { spacingMs: 300 } }, { shards: 4, maxConcurrency: 2, loginMs: 290 });
    await harness.start();
    const at = harness.server.gateway.identifies.map(({ at, shard: [id] }) => ({ at, key: id % 2 }));
    expect(at, 'none was refused').toHaveLength(4);
    for (const key of [0, 1]) {
      const [first = 0, second = 0] = at.flatMap((one) => (one.key === key ? [one.at] : []));
      expect(second - first).toBeGreaterThanOrEqual(290);
    }
    const [one, two] = at;
    expect(one?.key).not.toBe(two?.key);
  });

  it('of 5,000 servers are two, each of which lists its own', async () => {
    harness = await aDiscord({}, { shards: 2, maxConcurrency: 2 });
    for (let n = 0; n < 2500; n++) for (const id of [0, 1]) addGuildOn(harness, { id, count: 2 }, n);
    const listed: Array<{ readonly tenants: number; readonly isOwn: boolean; readonly others: number }> = [];
    await harness.start({
      ...aRecordingInbound(),
      onTenantsListed: async (_, tenants, covers) => {
        const all = [...(harness?.server.world.guilds.keys() ?? [])];
        const covered = all.filter((id) => covers(toGuildTenantId(id)));
        listed.push({
          tenants: tenants.length,
          isOwn: tenants.every(covers),
          others: covered.length - tenants.length,
        });
      },
    });
    await until(() => listed.length === 2, 'both have listed their servers');
    expect(listed.reduce((sum, { tenants }) => sum + tenants, 0)).toBe(5001);
    expect(listed.every(({ isOwn, others }) => isOwn && others === 0)).toBe(true);
  }, 60_000);

  it('that miss events say which one did', async () => {
    harness = await aDiscord({}, { shards: 2, maxConcurrency: 2 });
    const missed: Array<Shard | undefined> = [];
    await harness.start({
      ...aRecordingInbound(),
      onEventsMissed: async (_, shard) => void missed.push(shard),
    });
    await until(() => missed.length === 2, 'each new session missed what was before');
    expect(missed.map((shard) => shard?.id).toSorted()).toEqual([0, 1]);
    expect(missed.every((shard) => shard?.count === 2)).toBe(true);
  });

  it('are connected when they come to this process, and left at once when they go', async () => {
    const { shards, change } = aHandedOutShards();
    harness = await aDiscord({ shards });
    const { server, platform } = harness;
    await harness.start();
    expect([server.gateway.listShards(), platform.connection.isUp()]).toEqual([[], true]);
    change({ id: 1, count: 4 }, true);
    await until(() => server.gateway.listShards().length === 1, 'the shard is connected');
    expect(platform.connection.listShards?.()).toEqual(new Map([[1, true]]));
    change({ id: 1, count: 4 }, false);
    expect(platform.connection.listShards?.().size, 'in the same moment').toBe(0);
    await until(() => server.gateway.listShards().length === 0, 'the connection is closed');
    change({ id: 1, count: 4 }, true);
    await until(() => server.gateway.listShards().length === 1, 'it comes back');
    expect(server.gateway.identifies.map(({ shard }) => shard)).toEqual([
      [1, 4],
      [1, 4],
    ]);
  });

  it('that are lost while they log in are no failure of the start', async () => {
    const { shards, change } = aHandedOutShards();
    let isWaiting = false;
    harness = await aDiscord({
      shards: {
        ...shards,
        join: async () => change({ id: 0, count: 1 }, true),
        reserveLogin: async () => {
          isWaiting = true;
          return 60_000;
        },
      },
    });
    const starting = harness.start();
    await until(() => isWaiting, 'it waits for its login');
    change({ id: 0, count: 1 }, false);
    await starting;
    expect(harness.server.gateway.identifies).toEqual([]);
  });
});

it('a login waits where the database does not answer', async () => {
  let asked = 0;
  const shards: Shards = {
    ...createLocalShards(),
    reserveLogin: async () => {
      asked += 1;
      if (asked === 1) throw new Error('the database is away');
      return 0;
    },
  };
  const throttler = createIdentifyThrottler({ clock: aClock(), log: aLog(), shards });
  await throttler.waitForIdentify(0, new AbortController().signal);
  expect(asked).toBe(2);
});

it('a private conversation is on the first shard', () => {
  const tenant = 'discord:dm-123' as Parameters<typeof isOnShard>[0];
  expect([0, 1].map((id) => isOnShard(tenant, { id, count: 2 }))).toEqual([true, false]);
});
