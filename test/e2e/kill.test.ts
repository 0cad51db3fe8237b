import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { aLog, until } from '../support/builders.ts';
import { aCity, cardTitles, discordPosts } from './city.ts';

/** More rounds by hand: `KILL_ROUNDS=200 npx vitest run test/e2e/kill.test.ts`. */
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4);
const SEED = Number(process.env.KILL_SEED ?? Date.now() % 1_000_000);
const CHANNELS = 4;

/** A small generator with a seed (mulberry32), so that a failing round can be had again. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe(`kill -9 in the middle of a fan-out (seed ${SEED}, ${ROUNDS} rounds)`, () => {
  it(
    'loses no post and repeats none, and the database stays whole',
    async () => {
      const random = randomFrom(SEED);
      for (let round = 0; round < ROUNDS; round++) await oneRound(Math.round(random() * 600), round);
    },
    ROUNDS * 60_000,
  );
});

async function oneRound(killAfterMs: number, round: number): Promise<void> {
  const city = await aCity();
  const about = `round ${round}, killed after ${killAfterMs} ms`;
  try {
    const { world, guild, general } = city.discord;
    const channels = [
      general,
      ...Array.from({ length: CHANNELS - 1 }, (_, i) => world.addChannel(guild, `more-${i}`)),
    ];
    for (const { id } of channels) {
      const { code } = await city.start(
        '2026-04-30T08:30:00Z',
        'subscribe',
        `discord:${id}`,
        '--at',
        '09:00',
        '--days',
        'daily',
        '--count',
        '3',
      ).done;
      expect(code, about).toBe(0);
    }
    const first = city.start('2026-04-30T09:00:10Z', 'start');
    // From the moment it runs: the refresh and then the posts are under way.
    await until(() => first.text().includes('edition refreshed'), about, 30_000);
    await sleep(killAfterMs);
    first.process.kill('SIGKILL');
    await first.done;

    // Four minutes later: the dead process's lease has run out.
    const second = city.start('2026-04-30T09:04:30Z', 'start');
    const settled = () => channels.every((channel) => cardTitles(discordPosts(city, channel)).length === 3);
    await until(settled, `every channel has its three cards (${about}):\n${second.text()}`, 40_000);
    await until(() => second.text().includes('Paperboy is running'), about, 30_000);
    await sleep(500);
    second.process.kill('SIGTERM');
    expect((await second.done).code, about).toBe(0);

    for (const channel of channels) {
      const posts = discordPosts(city, channel);
      expect(posts, about).toHaveLength(4);
      expect(new Set(cardTitles(posts)).size, about).toBe(3);
    }
    expect(city.discord.violations).toEqual([]);
    const store = await openStore({ url: `file:${city.folder}/data/paperboy.sqlite`, log: aLog() });
    expect(await store.deliveries.open(), about).toEqual([]);
    await store.close();
  } finally {
    await city.close();
  }
}
