import { expect, it } from 'vitest';
import { isOnShard } from '../../../adapters/discord/api/ids.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { ReadBacks } from '../../../src/jobs/votes/read-backs.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { tenantId } from '../../support/ids.ts';

/** Three servers, on the shards 0 to 2 of three. */
const SERVERS = [3, 4, 5].map((n) => tenantId(`discord:${BigInt(n) << 22n}`));

it('only the posts of shards that missed events are read back, and what is missed meanwhile in the next run', async () => {
  const discord = aPlatform('discord');
  const platform = { ...discord, connection: { ...discord.connection, isOnShard } } as Platform;
  const runs: number[][] = [];
  const first = Promise.withResolvers<void>();
  const readBacks = new ReadBacks(new Map([['discord', platform]]), async (_, covers) => {
    runs.push(SERVERS.flatMap((tenant, shard) => (covers(tenant) ? [shard] : [])));
    if (runs.length === 1) await first.promise;
  });
  const all = [
    readBacks.run('discord', { id: 1, count: 3 }),
    readBacks.run('discord', { id: 0, count: 3 }),
    readBacks.run('discord', { id: 2, count: 3 }),
  ];
  first.resolve();
  await Promise.all(all);
  expect(runs).toEqual([[1], [0, 2]]);
  await readBacks.run('discord', undefined);
  expect(runs.at(-1)).toEqual([0, 1, 2]);
});
