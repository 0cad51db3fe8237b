import { webApi } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRateLimiter } from '../../../../adapters/slack/api/rate-limiter.ts';
import { CHANNEL_RATE, RATES } from '../../../../adapters/slack/api/rates.ts';
import type { Rate } from '../../../../src/core/async/rate-limited-queue.ts';
import { DeliveryError } from '../../../../src/core/base/errors.ts';

const POST = 'chat.postMessage';

describe('the pace of calls', () => {
  const started: Array<{ what: string; at: number }> = [];
  let zero = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    started.length = 0;
    zero = Date.now();
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const call = (what: string) => async () => {
    started.push({ what, at: Date.now() - zero });
    return what;
  };
  const order = () => started.map(({ what }) => what);

  it('is one message a second in a channel, and no slower', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    for (let i = 0; i < 10; i++) void limiter.run(POST, { channel: 'C1' }, call(`m${i}`));
    await vi.advanceTimersByTimeAsync(20_000);
    const gaps = started.slice(1).map(({ at }, i) => at - (started[i]?.at ?? 0));
    expect(started).toHaveLength(10);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(1050);
  });

  it('never exceeds the workspace’s rate in any window, over many channels', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    for (let i = 0; i < 60; i++) void limiter.run(POST, { channel: `C${i}` }, call(`m${i}`));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(started).toHaveLength(60);
    const { calls, perMs } = RATES[POST];
    for (const { at } of started)
      expect(started.filter((other) => other.at >= at && other.at < at + perMs).length).toBeLessThanOrEqual(
        calls,
      );
    // 60 messages at 5 a second: the floor is 11 windows.
    expect(started.at(-1)?.at).toBeLessThanOrEqual(11 * perMs * 1.05);
  });

  it('lets no channel with much to say delay the others', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    for (let i = 0; i < 100; i++) void limiter.run(POST, { channel: 'LOUD' }, call('loud'));
    for (let i = 0; i < 3; i++) void limiter.run(POST, { channel: `C${i}` }, call(`quiet${i}`));
    await vi.advanceTimersByTimeAsync(100);
    expect(order()).toEqual(['loud', 'quiet0', 'quiet1', 'quiet2']);
  });

  it('takes what a person waits for before all digests', async () => {
    const slow: Rate = { calls: 1, perMs: 1000 };
    const limiter = createRateLimiter({ ...RATES, [POST]: slow }, { calls: 1, perMs: 0 });
    for (let i = 0; i < 5; i++) void limiter.run(POST, { channel: `C${i}` }, call(`digest${i}`));
    void limiter.run(POST, { urgent: true }, call('command'));
    await vi.advanceTimersByTimeAsync(10_000);
    expect(order().indexOf('command')).toBe(1);
  });

  it('obeys Retry-After to the letter for the channel alone, and then goes on where it was', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    let first = true;
    const refusedOnce = async () => {
      started.push({ what: first ? 'refused' : 'again', at: Date.now() - zero });
      if (!first) return 'sent';
      first = false;
      throw new webApi.WebAPIRateLimitedError(7);
    };
    const sent = limiter.run(POST, { channel: 'C1' }, refusedOnce);
    await vi.advanceTimersByTimeAsync(10);
    void limiter.run(POST, { channel: 'C1' }, call('same channel'));
    void limiter.run(POST, { channel: 'C2' }, call('other channel'));
    void limiter.run('chat.update', {}, call('other method'));
    await vi.advanceTimersByTimeAsync(6900);
    expect(order()).toEqual(['refused', 'other channel', 'other method']);
    await vi.advanceTimersByTimeAsync(2000);
    expect(order()).toEqual(['refused', 'other channel', 'other method', 'again', 'same channel']);
    expect(started[3]?.at).toBeGreaterThanOrEqual(7000);
    expect(await sent).toBe('sent');
  });

  it('holds the method once a second channel is refused: then it is the workspace that is asked to slow down', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const refusedOnce = (what: string) => {
      let first = true;
      return async () => {
        started.push({ what, at: Date.now() - zero });
        if (!first) return what;
        first = false;
        throw new webApi.WebAPIRateLimitedError(7);
      };
    };
    void limiter.run(POST, { channel: 'C1' }, refusedOnce('one'));
    void limiter.run(POST, { channel: 'C2' }, refusedOnce('two'));
    await vi.advanceTimersByTimeAsync(500);
    expect(order()).toEqual(['one', 'two']);
    void limiter.run(POST, { channel: 'C3' }, call('three'));
    void limiter.run('chat.update', {}, call('other method'));
    await vi.advanceTimersByTimeAsync(6400);
    expect(order()).toEqual(['one', 'two', 'other method']);
    await vi.advanceTimersByTimeAsync(1500);
    expect(order().slice(3).toSorted()).toEqual(['one', 'three', 'two']);
    for (const { at } of started.slice(3)) expect(at).toBeGreaterThanOrEqual(7000);
  });

  it('rejects a channel that would wait for minutes, and lets the others go on', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const refused = async () => {
      throw new webApi.WebAPIRateLimitedError(90);
    };
    const error = await limiter.run(POST, { channel: 'C1' }, refused).catch((e: unknown) => e);
    expect((error as DeliveryError).retryAfterMs).toBeGreaterThan(89_000);
    const same = limiter.run(POST, { channel: 'C1' }, call('same')).catch((e: unknown) => e);
    await vi.advanceTimersByTimeAsync(2000);
    expect(await same).toMatchObject({ fault: 'transient' });
    await expect(limiter.run(POST, { channel: 'C2' }, call('other'))).resolves.toBe('other');
    expect(order()).toEqual(['other']);
  });

  it('gives back a call that would wait too long, with the time it takes', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const refused = async () => {
      throw new webApi.WebAPIRateLimitedError(3600);
    };
    const error = await limiter.run(POST, {}, refused).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(DeliveryError);
    expect((error as DeliveryError).retryAfterMs).toBeGreaterThan(3_500_000);
    await expect(limiter.run(POST, {}, call('next'))).rejects.toMatchObject({ fault: 'transient' });
    expect(order()).toEqual([]);
  });

  it('gives back what waits in line, too, when a long wait is asked for meanwhile; what has begun may finish', async () => {
    const limiter = createRateLimiter({ ...RATES, [POST]: { calls: 2, perMs: 1000 } }, CHANNEL_RATE);
    const begun = Promise.withResolvers<string>();
    const refused = async () => {
      await Promise.resolve();
      throw new webApi.WebAPIRateLimitedError(600);
    };
    const outcomes = [
      limiter.run(POST, { channel: 'C1' }, () => begun.promise),
      limiter.run(POST, {}, refused),
      limiter.run(POST, { channel: 'C3' }, call('waits')),
      limiter.run(POST, {}, call('waits')),
    ].map((one) => one.catch((error: DeliveryError) => error.retryAfterMs));
    const other = limiter.run('chat.update', {}, call('other method'));
    await vi.advanceTimersByTimeAsync(5000);
    begun.resolve('sent');
    const [sent, ...answer] = await Promise.all(outcomes);
    expect(sent).toBe('sent');
    expect(answer).toHaveLength(3);
    for (const wait of answer) expect(wait).toBeGreaterThan(590_000);
    expect(order()).toEqual(['other method']);
    expect(await other).toBe('other method');
  });

  it('gives up after some refusals in a row', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    let attempts = 0;
    const refused = async () => {
      attempts += 1;
      throw new webApi.WebAPIRateLimitedError(1);
    };
    const failed = limiter.run(POST, {}, refused).catch((e: unknown) => e);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await failed).toBeInstanceOf(webApi.WebAPIRateLimitedError);
    expect(attempts).toBe(4);
  });

  it('turns away what waits when it closes, and lets what has begun finish', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const begun = Promise.withResolvers<string>();
    const first = limiter.run(POST, { channel: 'C1' }, () => begun.promise);
    const waiting = [
      limiter.run(POST, { channel: 'C1' }, call('same channel')),
      ...Array.from({ length: 8 }, (_, i) => limiter.run(POST, {}, call(`waiting${i}`))),
    ].map((work) => work.catch((e: unknown) => e));
    await vi.advanceTimersByTimeAsync(1);
    limiter.close();
    begun.resolve('done');
    await vi.advanceTimersByTimeAsync(5000);
    expect(await first).toBe('done');
    const results = await Promise.all(waiting);
    expect(results[0]).toMatchObject({ fault: 'transient' });
    expect(results.filter((result) => result instanceof DeliveryError).length).toBeGreaterThanOrEqual(5);
    expect(order()).not.toContain('same channel');
  });

  it('passes on any other failure at once', async () => {
    const limiter = createRateLimiter(RATES, CHANNEL_RATE);
    const broken = async () => {
      throw new Error('broken');
    };
    await expect(limiter.run(POST, { channel: 'C1' }, broken)).rejects.toThrow('broken');
    await vi.advanceTimersByTimeAsync(1100);
    await expect(limiter.run(POST, { channel: 'C1' }, call('after'))).resolves.toBe('after');
  });
});
