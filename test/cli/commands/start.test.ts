import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listPlatforms } from '../../../src/app/platforms.ts';
import type { App } from '../../../src/cli/base/app.ts';
import { start } from '../../../src/cli/commands/start.ts';
import { flattenText } from '../../../src/core/base/text.ts';
import type { Platform } from '../../../src/core/platform/platform.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { aWorld } from '../../jobs/world.ts';
import { aFolder, aStore } from '../../store/temp-store.ts';
import { aLog, aRecordingInbound, aSubscription, until } from '../../support/builders.ts';
import { aPlatform } from '../../support/fake-platform.ts';
import { channelId } from '../../support/ids.ts';

/** A bot with a digest that is due. */
async function aBot(others: readonly Platform[] = [], changes: Partial<App> = {}) {
  const world = await aWorld();
  const { clock, log, store, platform, deliver, tallies } = world;
  clock.set('2026-04-30T09:00:10Z');
  const asked = Promise.withResolvers<void>();
  const posted = Promise.withResolvers<void>();
  platform.beforeSend = () => posted.resolve();
  const app: Partial<App> = {
    ...{ clock, log, store, deliver, tallies, inbound: aRecordingInbound() },
    platforms: new Map([...others, platform].map((one) => [one.name, one])),
    platformInfo: listPlatforms(),
    refresh: {
      run: async () => ({}),
      fetchDay: () => Promise.reject(new Error('nobody asks for a day')),
      readStatus: () => ({}),
    },
    refreshMinutes: 10,
    tickEveryMs: 5,
    notifyFollowers: async () => undefined,
    withdrawals: { run: async () => undefined },
    retention: { run: async () => undefined },
    print: () => undefined,
    ...changes,
  };
  return {
    ...{ platform, log, store, clock },
    posted: posted.promise,
    stop: asked.resolve,
    ended: start(app as App, asked.promise),
  };
}

describe('a start says aloud', () => {
  it('which subscribed channels are on a platform that is not connected', async () => {
    const printed: string[] = [];
    const bot = await aBot([], { print: (line) => printed.push(flattenText(line)) });
    await bot.posted;
    bot.stop();
    await bot.ended;
    expect(printed).toEqual([]);
    const world = await aWorld();
    const other = await aBot([], {
      store: world.store,
      platforms: new Map([['slack', aPlatform('slack')]]),
      print: (line) => printed.push(flattenText(line)),
    });
    other.stop();
    await other.ended;
    expect(printed.join('\n')).toBe(
      '1 subscribed channel on Discord will get no posts, because it is not connected. Set DISCORD_TOKEN, or unsubscribe the channels.',
    );
  });

  it('that another process serves from the same database', async () => {
    const path = join(aFolder(), 'paperboy.sqlite');
    const first = await openStore({ url: `file:${path}`, log: aLog() });
    const second = await aStore(path);
    expect(await first.claim()).toBe(true);
    const printed: string[] = [];
    const bot = await aBot([], { store: second, print: (line) => printed.push(flattenText(line)) });
    bot.stop();
    await bot.ended;
    expect(printed.join()).toContain('Another Paperboy serves from this database');
    await first.close();
    expect(await second.claim()).toBe(true);
  });

  it('that a database which several processes may share is reserved', async () => {
    const { store } = await aWorld();
    const printed: string[] = [];
    const bot = await aBot([], {
      ...{ store: { ...store, claim: async () => false }, isDatabaseShared: true },
      print: (line) => printed.push(flattenText(line)),
    });
    bot.stop();
    await bot.ended;
    expect(printed.join()).toContain('This database is locked');
    expect(printed.join()).not.toContain('Another Paperboy');
  });
});

describe('digests go out', () => {
  it('while the source of papers hangs', async () => {
    const { promise: hanging, resolve: answer } = Promise.withResolvers<void>();
    const bot = await aBot([], {
      refresh: {
        run: () => hanging.then(() => ({})),
        fetchDay: () => Promise.reject(new Error('nobody asks for a day')),
        readStatus: () => ({}),
      },
    });
    await bot.posted;
    bot.stop();
    answer();
    expect(await bot.ended).toBe(0);
    expect(bot.platform.posts.length).toBeGreaterThan(0);
  });

  it('while people are being notified of what they follow, whose next round begins beside it', async () => {
    const { promise: reporting, resolve: end } = Promise.withResolvers<void>();
    let rounds = 0;
    const bot = await aBot([], {
      notifyFollowers: () => {
        rounds += 1;
        return reporting;
      },
    });
    await until(() => rounds > 0, 'people are being notified');
    for (const id of ['200', '300', '400']) {
      const nextDueAt = bot.clock.now();
      await bot.store.subscriptions.put(aSubscription({ channel: channelId(`discord:${id}`), nextDueAt }));
      await until(
        () => bot.platform.posts.some(({ destination }) => destination.channel === id),
        'its digest is out',
      );
    }
    await until(() => rounds > 1, 'the next round begins');
    end();
    bot.stop();
    expect(await bot.ended).toBe(0);
  });

  it('while another platform cannot be connected, and a stop waits for it no longer', async () => {
    const away = aPlatform('slack');
    const left = Promise.withResolvers<void>();
    const bot = await aBot([
      {
        ...away,
        connection: { start: () => left.promise, isUp: () => false, stop: async () => left.resolve() },
      },
    ]);
    await bot.posted;
    bot.stop();
    expect(await bot.ended).toBe(0);
    expect(bot.platform.posts.length).toBeGreaterThan(0);
  }, 20_000);

  it('not where every platform refuses us: that ends the process, with 3', async () => {
    const refusing = async () => {
      throw new Error('the token is wrong');
    };
    const names = ['discord', 'slack'] as const;
    const bot = await aBot([], {
      platforms: new Map(
        names.map((name) => [
          name,
          {
            ...aPlatform(name),
            connection: { start: refusing, isUp: () => false, stop: async () => undefined },
          },
        ]),
      ),
    });
    expect(await bot.ended).toBe(3);
    expect(bot.platform.posts).toEqual([]);
  });
});
