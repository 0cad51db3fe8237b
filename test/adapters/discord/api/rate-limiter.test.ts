import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { withRateLimit } from '../../../../adapters/discord/api/rate-limiter.ts';
import { PACE } from '../../../../adapters/discord/render/limits.ts';

const SECOND = 1000;
const URL = 'http://127.0.0.1/api/v10/channels/1/messages';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** So long a request is on its way to Discord, and its answer on the way back. */
interface Way {
  readonly there: number;
  readonly back: number;
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A Discord that writes down when requests arrive, in milliseconds from now. */
function aDiscord(ways: readonly Way[] = []) {
  const zero = Date.now();
  const arrived: Array<{ url: string; at: number }> = [];
  const answers: Response[] = [];
  let sent = 0;
  const makeRequest = async (url: string) => {
    const { there = 5, back = 5 } = ways.length > 0 ? (ways[sent++ % ways.length] ?? {}) : {};
    await after(there);
    arrived.push({ url, at: Date.now() - zero });
    await after(back);
    return answers.shift() ?? new Response('{}');
  };
  return { makeRequest, arrived, answers, now: () => Date.now() - zero };
}

/** The most that arrive in any second, wherever it begins. */
function mostInASecond(times: readonly number[]): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + SECOND).length));
}

describe('the pace of requests to Discord', () => {
  it('keeps to the limit in every second that Discord may count by, however long requests are on their way', async () => {
    const way = fc.record({ there: fc.nat({ max: 490 }), back: fc.nat({ max: 400 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(way, { minLength: 1, maxLength: 40 }), async (ways) => {
        const discord = aDiscord(ways);
        const ask = withRateLimit(discord.makeRequest, 5);
        const all = Promise.all(Array.from({ length: 40 }, () => ask(URL, {})));
        await vi.advanceTimersByTimeAsync(15_000);
        await all;
        expect(mostInASecond(discord.arrived.map(({ at }) => at))).toBeLessThanOrEqual(5);
      }),
      { numRuns: 50 },
    );
  });

  it('is hardly slower than the limit itself', async () => {
    const discord = aDiscord();
    const ask = withRateLimit(discord.makeRequest);
    const count = 20 * PACE.requestsPerSecond;
    for (let i = 0; i < count; i++) void ask(URL, {});
    await vi.advanceTimersByTimeAsync(30_000);
    expect(discord.arrived).toHaveLength(count);
    const floor = (count / PACE.requestsPerSecond - 1) * SECOND;
    expect(discord.arrived.at(-1)?.at).toBeLessThanOrEqual(floor * 1.05);
  });

  it('lets what is new go first, then edits, then our own reactions', async () => {
    const discord = aDiscord();
    const ask = withRateLimit(discord.makeRequest, 1);
    void ask(`${URL}/first`, { method: 'POST' });
    void ask(`${URL}/2/reactions/x/@me`, { method: 'PUT' });
    void ask(`${URL}/3`, { method: 'PATCH' });
    void ask(`${URL}/4`, { method: 'POST' });
    void ask(`${URL}/5`, { method: 'GET' });
    await vi.advanceTimersByTimeAsync(6000);
    const order = discord.arrived.map(({ url }) => url.slice(URL.length));
    expect(order).toEqual(['/first', '/4', '/5', '/3', '/2/reactions/x/@me']);
  });

  it('is not held up by requests that are never answered', async () => {
    const discord = aDiscord();
    const ask = withRateLimit(
      (url) => (url === 'hangs' ? new Promise(() => undefined) : discord.makeRequest(url)),
      5,
    );
    for (let i = 0; i < 5; i++) void ask('hangs', {});
    for (let i = 0; i < 5; i++) void ask(URL, {});
    await vi.advanceTimersByTimeAsync(1550);
    expect(discord.arrived).toHaveLength(5);
  });

  it('pauses after a global 429 for as long as Discord says', async () => {
    const discord = aDiscord();
    const headers = { 'X-RateLimit-Global': 'true', 'Retry-After': '7.5' };
    discord.answers.push(new Response('{}', { status: 429, headers }));
    const ask = withRateLimit(discord.makeRequest, 5);
    await Promise.all([ask(URL, {}), vi.advanceTimersByTimeAsync(10)]);
    for (let i = 0; i < 8; i++) void ask(URL, {});
    await vi.advanceTimersByTimeAsync(10_000);
    const times = discord.arrived.slice(1).map(({ at }) => at);
    expect(times).toHaveLength(8);
    expect(times[0]).toBeGreaterThanOrEqual(10 + 7500);
    expect(mostInASecond(times)).toBeLessThanOrEqual(5);
  });

  it('turns away what would have to wait for minutes, with how long', async () => {
    const discord = aDiscord();
    const headers = { 'X-RateLimit-Global': 'true', 'Retry-After': '300' };
    discord.answers.push(new Response('{}', { status: 429, headers }));
    const ask = withRateLimit(discord.makeRequest, 1);
    const [, waiting] = [ask(URL, {}), ask(URL, {}).catch((error: unknown) => error)];
    await vi.advanceTimersByTimeAsync(2000);
    expect(await waiting).toMatchObject({ fault: 'transient', retryAfterMs: expect.closeTo(300_000, -2) });
    expect(discord.arrived).toHaveLength(1);
  });
});
