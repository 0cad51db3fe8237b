import { afterEach, describe, expect, it } from 'vitest';
import { guardBudget } from '../../../../adapters/discord/gateway/gateway.ts';
import { createIdentifyThrottler } from '../../../../adapters/discord/gateway/identify-throttler.ts';
import { createReconnectBackoff } from '../../../../adapters/discord/gateway/reconnect-backoff.ts';
import { type DeliveryError, PaperboyError } from '../../../../src/core/base/errors.ts';
import { flattenText } from '../../../../src/core/base/text.ts';
import type { Inbound } from '../../../../src/core/platform/inbound.ts';
import { createLocalShards } from '../../../../src/core/store/shards.ts';
import { aClock, aLog, anOverview, aRecordingInbound, until } from '../../../support/builders.ts';
import { aDiscord, type DiscordHarness } from '../harness.ts';

let harness: DiscordHarness | undefined;
afterEach(async () => {
  await harness?.close();
  harness = undefined;
});

/** A started bot with one post that people can react to. */
async function voting(options: { heartbeatMs?: number } = {}) {
  harness = await aDiscord({}, options);
  const { server, platform, start } = harness;
  const inbound = await start();
  await until(() => inbound.missed.length === 1, 'the first missed events are reported');
  const post = await platform.send({ channel: server.general.id }, anOverview(3), 'k1');
  const message = server.messageAt(post.channel, post.messageId);
  if (!message) throw new Error('the post is not there');
  const vote = (person: string) => server.react(server.user(person).id, message, '👍');
  const back = (times: number) =>
    until(() => server.gateway.resumes.length >= times, 'the session is resumed');
  return { server, inbound, vote, back };
}

describe('the gateway', () => {
  it('is asked for servers and reactions alone', async () => {
    const { server } = await voting();
    expect(server.gateway.identifies.map(({ intents }) => intents)).toEqual([(1 << 0) | (1 << 10)]);
  });

  it.each([
    ['breaks', undefined],
    ['is closed with an unknown error', 4000],
    ['has timed out', 4009],
  ])('resumes when the connection %s, loses no vote and asks for no read-back', async (_, code) => {
    const { server, inbound, vote, back } = await voting();
    server.gateway.drop(code);
    await until(() => server.gateway.countConnections() === 0, 'the connection is gone');
    vote('ann');
    await back(1);
    await until(() => inbound.events.length === 1, 'the missed vote is replayed');
    expect(server.gateway.resumes[0]?.path).toBe('/resume');
    expect(server.gateway.identifies).toHaveLength(1);
    expect(inbound.missed).toHaveLength(1);
  });

  it('resumes when Discord asks it to connect again', async () => {
    const { server, inbound, vote, back } = await voting();
    server.gateway.reconnect();
    await back(1);
    vote('ann');
    await until(() => inbound.events.length === 1, 'the vote arrives');
    expect(inbound.missed).toHaveLength(1);
  });

  it('starts a new session when the old one is invalid, and asks for a read-back', async () => {
    const { server, inbound, vote } = await voting();
    server.gateway.invalidate();
    vote('ann');
    await until(() => inbound.missed.length === 2, 'missed events are reported');
    expect(server.gateway.identifies).toHaveLength(2);
    vote('bob');
    await until(() => inbound.events.length === 1, 'votes flow again');
  });

  it('starts a new session when the old one cannot be resumed', async () => {
    const { server, inbound } = await voting();
    server.gateway.forget();
    server.gateway.drop();
    await until(() => inbound.missed.length === 2, 'missed events are reported');
    expect(server.gateway.countConnections()).toBe(1);
  });

  it('leaves a connection that is open and dead', async () => {
    const { server, inbound, vote, back } = await voting({ heartbeatMs: 60 });
    server.gateway.setDeaf(true);
    await back(1);
    server.gateway.setDeaf(false);
    vote('ann');
    await until(() => inbound.events.length >= 1, 'the vote arrives');
    expect(server.gateway.identifies).toHaveLength(1);
  });

  it('that is away for a while is tried again, later each time, and asks for a read-back when it is there', async () => {
    harness = await aDiscord({ tuning: { reconnectMs: 2 } });
    const { server, log, start } = harness;
    const inbound = await start();
    server.gateway.beUnavailable(3);
    server.gateway.drop();
    await until(() => inbound.missed.length === 2, 'missed events are reported');
    const waits = log.lines.filter(({ message }) => message.startsWith('no connection to Discord'));
    expect(waits.map(({ facts }) => facts.failed)).toEqual([2, 3, 4]);
    expect(server.gateway.countConnections()).toBe(1);
  });

  it('that is away does not come back after a stop', async () => {
    harness = await aDiscord({ tuning: { reconnectMs: 60_000 } });
    const { server, platform, log, start } = harness;
    await start();
    server.gateway.beUnavailable(1);
    server.gateway.drop();
    await until(() => log.lines.some(({ message }) => message.startsWith('no connection')), 'it waits');
    await platform.connection.stop();
    expect(server.gateway.countConnections()).toBe(0);
  });

  it('gives a clear reason when the token is taken back while it runs', async () => {
    const ends: DeliveryError[] = [];
    harness = await aDiscord({ onEnd: (error) => ends.push(error) });
    const { server } = harness;
    await harness.start();
    server.gateway.drop(4004);
    await until(() => ends.length === 1, 'the end is reported');
    expect(ends[0]?.fault).toBe('unauthorized');
    expect(flattenText(ends[0]?.fix)).toContain('DISCORD_TOKEN');
  });

  it.each([
    [4004, 'token'],
    [4014, 'intent'],
  ])('fails to start with a reason when it is refused with %i', async (code, word) => {
    harness = await aDiscord();
    harness.server.gateway.refuseNext(code);
    const error = await harness.start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ fault: 'unauthorized', fix: expect.stringContaining(word) });
  });

  it('fails to start with a wrong token before it costs a login', async () => {
    harness = await aDiscord({ token: 'wrong.token.here' });
    const error = await harness.start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ fault: 'unauthorized' });
    expect(harness.server.gateway.identifies).toEqual([]);
  });

  it('is waited for when Discord cannot be reached at the start, as when a machine comes up before its network', async () => {
    harness = await aDiscord({ tuning: { reconnectMs: 2, backoffMs: 1 } });
    const { server, log } = harness;
    server.faults.next({ kind: 'status', status: 503 }, { path: /users\/@me$/, times: 7 });
    server.faults.next({ kind: 'status', status: 502 }, { path: /gateway/, times: 4 });
    await harness.start();
    expect(server.gateway.identifies).toHaveLength(1);
    // Each time a request is tried three times.
    expect(log.lines.filter(({ message }) => message === 'Discord cannot be reached yet')).toHaveLength(3);
  });

  it('does not log in when a crash loop has left hardly any logins', async () => {
    harness = await aDiscord();
    harness.server.gateway.setRemaining(3);
    const error = await harness.start().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'discord-identify-budget' });
    expect(harness.server.gateway.identifies).toEqual([]);
    expect(() => guardBudget({ remaining: 900, reset_after: 1 })).not.toThrow();
  });

  it('asks for a read-back when a moderator takes reactions off a post of ours, and off no other', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const inbound = await harness.start();
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const ours = server.messageAt(post.channel, post.messageId);
    if (!ours) throw new Error('no post');
    const other = server.world.addMessage(server.general, server.user('ann').id, { content: 'hi' });
    server.clearReactions(other);
    server.clearReactions(ours);
    await until(() => inbound.missed.length === 2, 'missed events are reported');
    const asked = server.requests.filter(({ path }) => path.endsWith(other.id));
    expect(asked).toHaveLength(1);
    expect(inbound.missed).toHaveLength(2);
  });

  it('can be stopped while it still tries to connect', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    server.faults.next({ kind: 'hang' }, { path: /gateway/ });
    const starting = harness.start().catch((thrown: unknown) => thrown);
    await until(() => server.requests.some(({ path }) => path === '/gateway/bot'), 'it tries');
    await platform.connection.stop();
    expect(await starting).toBeInstanceOf(PaperboyError);
    expect(server.gateway.identifies).toEqual([]);
  });

  it('goes on when a handler fails, and the log has it', async () => {
    harness = await aDiscord();
    const { server, platform, log } = harness;
    const good = aRecordingInbound();
    let broken = true;
    const inbound: Inbound = {
      ...good,
      onReaction: async (event) => {
        if (broken) throw new Error('the store is locked');
        return good.onReaction(event);
      },
    };
    await harness.start(inbound);
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const message = server.messageAt(post.channel, post.messageId);
    if (!message) throw new Error('no post');
    server.react(server.user('ann').id, message, '👍');
    await until(() => log.lines.some(({ level }) => level === 'error'), 'the failure is logged');
    broken = false;
    server.react(server.user('ann').id, message, '👎');
    await until(() => good.events.length === 1, 'the next vote arrives');
  });

  it('stops in order: what is being handled ends first', async () => {
    harness = await aDiscord();
    const { server, platform } = harness;
    const steps: string[] = [];
    const barrier = Promise.withResolvers<void>();
    await harness.start({
      ...aRecordingInbound(),
      onReaction: async () => {
        steps.push('begun');
        await barrier.promise;
        steps.push('ended');
      },
    });
    const post = await platform.send({ channel: server.general.id }, anOverview(1), 'k1');
    const message = server.messageAt(post.channel, post.messageId);
    if (!message) throw new Error('no post');
    server.react(server.user('ann').id, message, '👍');
    await until(() => steps.length === 1, 'the vote is being handled');
    const stopped = platform.connection.stop().then(() => steps.push('stopped'));
    barrier.resolve();
    await stopped;
    expect(steps).toEqual(['begun', 'ended', 'stopped']);
    await until(() => server.gateway.countConnections() === 0, 'the connection is closed');
  });
});

describe('the pace of connecting again', () => {
  async function measureWaits(times: number, options: { openMs?: number; random?: () => number } = {}) {
    const { openMs, random = () => 1 } = options;
    const clock = aClock();
    const waits: number[] = [];
    const sleep = async (ms: number) => {
      waits.push(ms);
    };
    const backoff = createReconnectBackoff(clock, aLog(), { random, sleep });
    for (let i = 0; i < times; i++) {
      if (openMs !== undefined) {
        backoff.onConnected(0);
        clock.advance(openMs);
      }
      backoff.onDisconnected(0);
      await backoff.wait(0);
      // Whatever discord.js asks while a connection is open waits for nothing.
      await backoff.wait(0);
    }
    return waits;
  }

  it('is at once, then later each time, and never rarer than once a minute', async () => {
    const waits = await measureWaits(12);
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60, 60, 60].map((s) => s * 1000));
  });

  it('is spread, so that bots that Discord dropped together do not come back together', async () => {
    expect(await measureWaits(4, { random: () => 0 })).toEqual([500, 1000, 2000]);
  });

  it('starts from the beginning after a connection that lasted, and not after one that broke at once', async () => {
    expect(await measureWaits(3, { openMs: 60_000 })).toEqual([]);
    expect(await measureWaits(3, { openMs: 100 })).toEqual([1000, 2000]);
  });
});

describe('the budget of logins', () => {
  it('lets the first ones of an hour through, and then makes each wait longer', async () => {
    const clock = aClock();
    const log = aLog();
    const throttler = createIdentifyThrottler({ clock, log, shards: createLocalShards() }, { spacingMs: 2 });
    const { signal } = new AbortController();
    for (let i = 0; i < 8; i++) {
      await throttler.waitForIdentify(0, signal);
      clock.advance(1000);
    }
    const waits = log.lines.map(({ facts }) => Number(facts.waitMs));
    expect(waits).toHaveLength(3);
    expect(waits.every((wait, i) => i === 0 || wait > (waits[i - 1] ?? 0))).toBe(true);
  });

  it('is given up at once when the connection closes meanwhile', async () => {
    const parts = { clock: aClock(), log: aLog(), shards: createLocalShards() };
    const throttler = createIdentifyThrottler(parts, { spacingMs: 60_000 });
    const closing = new AbortController();
    await throttler.waitForIdentify(0, closing.signal);
    const waiting = throttler.waitForIdentify(0, closing.signal);
    closing.abort();
    await expect(waiting).rejects.toThrow();
  });
});
