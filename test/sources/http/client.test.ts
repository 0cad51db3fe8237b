import { describe, expect, it } from 'vitest';
import { SourceError } from '../../../src/core/base/errors.ts';
import { ARXIV, aClient, HF } from './client-options.ts';

const JSON_TYPE = 'application/json';
const failure = async (work: Promise<unknown>): Promise<SourceError> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
};

it('an origin that wants a pause between requests takes one at a time: with more, it is refused at the start', () => {
  const open = (concurrency: number) =>
    aClient([], { origins: [{ url: ARXIV, concurrency, minIntervalMs: 3000 }] });
  expect(() => open(2)).toThrow(RangeError);
  expect(() => open(1)).not.toThrow();
});

describe('the client', () => {
  it('says who we are, and gives a token to its own origin alone', async () => {
    const { http, requests } = aClient([{ body: 'a' }, { body: 'b' }]);
    await http.get(`${HF}/x`, JSON_TYPE);
    await http.get(`${ARXIV}/x`, JSON_TYPE);
    expect(requests.map(({ headers }) => headers.get('user-agent'))).toEqual(
      Array(2).fill('Paperboy/test (+mailto:test@example.org)'),
    );
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual(['Bearer hf_secret', null]);
  });

  it('tries again after a 5xx and after a broken connection', async () => {
    const { http, requests } = aClient([
      { status: 500 },
      new TypeError('fetch failed'),
      { status: 503 },
      { body: 'at last' },
    ]);
    expect(await http.get(`${HF}/x`, JSON_TYPE)).toMatchObject({ status: 200, text: 'at last' });
    expect(requests).toHaveLength(4);
  });

  const unreachable = Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' });
  const broken = Object.assign(new Error('read'), { code: 'ECONNRESET' });
  it.each([
    ['a service is patient without a network', unreachable, false, 4],
    ['when it fails fast it still retries a broken connection', broken, true, 4],
    ['when it fails fast it reports at once that there is no network', unreachable, true, 1],
  ] as const)('%s', async (_, cause, failFast, tries) => {
    const { http, requests } = aClient(Array(9).fill(new TypeError('fetch failed', { cause })), { failFast });
    const { code, message } = await failure(http.get(`${HF}/x`, JSON_TYPE));
    expect(code).toBe('source-unreachable');
    expect(message).toContain(cause.message);
    expect(requests).toHaveLength(tries);
  });

  it('gives up after four tries, and names the source', async () => {
    const { http, requests } = aClient(Array(9).fill({ status: 502 }));
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain(
      'https://hf.example answered 502',
    );
    expect(requests).toHaveLength(4);
  });

  it.each([400, 401, 403, 410, 422])('does not repeat a %i', async (status) => {
    const { http, requests } = aClient([{ status, body: '{"error":"no such option"}' }]);
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain(
      `answered ${status}: {"error":"no such option"}`,
    );
    expect(requests).toHaveLength(1);
  });

  it('passes on no token that a source repeats in its refusal', async () => {
    const { http } = aClient([{ status: 401, body: 'Bearer hf_secret is not known here' }]);
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain('Bearer [secret] is not known');
  });

  it('hands a 404 on as an answer', async () => {
    const { http } = aClient([{ status: 404, body: '{"error":"Paper not found"}' }]);
    expect(await http.get(`${HF}/x`, JSON_TYPE)).toMatchObject({ status: 404 });
  });

  it('waits as long as Retry-After asks, to the letter', async () => {
    const { http, slept } = aClient([{ status: 429, headers: { 'retry-after': '7' } }, { body: 'ok' }]);
    expect((await http.get(`${HF}/x`, JSON_TYPE)).text).toBe('ok');
    expect(slept).toEqual([7000]);
  });

  it.each<Record<string, string>>([
    { 'retry-after': 'Thu, 01 Jan 2999 00:00:00 GMT' },
    { 'retry-after': '999999' },
    { ratelimit: '"api";r=0;t=999999' },
  ])('asks again after ten minutes a source that asks for longer: %o', async (headers) => {
    const { http, clock } = aClient([{ status: 429, headers }, { body: 'ok' }]);
    await failure(http.get(`${HF}/x`, JSON_TYPE));
    clock.advance(10 * 60_000);
    expect(await http.get(`${HF}/x`, JSON_TYPE)).toMatchObject({ text: 'ok' });
  });

  it('obeys a 503 with Retry-After like a 429, and a date by the clock of the source', async () => {
    const date = 'Thu, 30 Apr 2026 10:00:00 GMT';
    const { http, slept } = aClient([
      { status: 503, headers: { 'retry-after': '5' } },
      { status: 429, headers: { date, 'retry-after': 'Thu, 30 Apr 2026 10:00:09 GMT' } },
      { status: 429, headers: { 'retry-after': 'Thu, 30 Apr 2026 12:00:16 GMT' } },
      { body: 'ok' },
    ]);
    expect((await http.get(`${HF}/x`, JSON_TYPE)).text).toBe('ok');
    // The client's own clock began at 12:00:00.
    expect(slept).toEqual([5000, 9000, 2000]);
  });

  it('says so when it is asked to slow down again and again', async () => {
    const { http, requests } = aClient(Array(9).fill({ status: 429, headers: { 'retry-after': '1' } }));
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).code).toBe('source-rate-limited');
    expect(requests).toHaveLength(4);
  });

  it('does not wait for minutes, but says when to come back, and asks nobody meanwhile', async () => {
    const { http, requests, slept, clock } = aClient([
      { status: 429, headers: { 'retry-after': '120' } },
      { body: 'ok' },
    ]);
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain('asks to wait 120 s');
    await failure(http.get(`${HF}/y`, JSON_TYPE));
    expect(requests).toHaveLength(1);
    expect(slept).toEqual([]);
    clock.advance(120_000);
    expect((await http.get(`${HF}/y`, JSON_TYPE)).text).toBe('ok');
  });

  it('holds back when the window is used up, before anybody has to say so', async () => {
    const { http, slept } = aClient([
      { body: 'last', headers: { ratelimit: '"api";r=0;t=12' } },
      { body: 'next' },
    ]);
    await http.get(`${HF}/x`, JSON_TYPE);
    expect(slept).toEqual([]);
    await http.get(`${HF}/y`, JSON_TYPE);
    expect(slept).toEqual([12_000]);
  });

  it('asks with the ETag it knows, and serves what it has when nothing changed', async () => {
    const { http, requests } = aClient([
      { body: 'list', headers: { etag: 'W/"1"' } },
      { status: 304 },
      { body: 'new list', headers: { etag: 'W/"2"' } },
    ]);
    const ask = () => http.get(`${HF}/x`, JSON_TYPE);
    expect([(await ask()).text, (await ask()).text, (await ask()).text]).toEqual([
      'list',
      'list',
      'new list',
    ]);
    expect(requests.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, 'W/"1"', 'W/"1"']);
  });

  it('takes no 304 for an answer that it did not ask for', async () => {
    const { http } = aClient([{ status: 304 }]);
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain('answered 304');
  });

  it('refuses a reply that says it is too large without reading it', async () => {
    let read = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          read += 1;
          controller.enqueue(new Uint8Array(1000));
        },
      },
      { highWaterMark: 0 },
    );
    const { http } = aClient([{ body, headers: { 'content-length': '99999' } }], { maxBytes: 10_000 });
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).code).toBe('source-too-large');
    expect(read).toBe(0);
  });

  it('reads no more than it allows, whatever the reply promises', async () => {
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1000)),
    });
    const { http } = aClient([{ body: endless, headers: { 'content-length': '10' } }], { maxBytes: 10_000 });
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain('more than 10 KiB');
  });

  it('fetches nothing outside the configured origins, not even by a redirect', async () => {
    const { http, requests } = aClient([
      { status: 302, headers: { location: 'http://169.254.169.254/latest' } },
    ]);
    await failure(http.get('http://127.0.0.1/x', JSON_TYPE));
    expect(requests).toEqual([]);
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain(
      'http://169.254.169.254 is not one of the configured sources',
    );
    expect(requests).toHaveLength(1);
  });

  it('follows a redirect inside them, and says where it ended', async () => {
    const { http } = aClient([
      { status: 302, headers: { location: '/papers/date/2026-04-30' } },
      { body: 'page' },
    ]);
    expect(await http.get(`${HF}/papers`, 'text/html')).toMatchObject({
      text: 'page',
      url: `${HF}/papers/date/2026-04-30`,
    });
  });

  it('does not follow redirects in a loop', async () => {
    const { http, requests } = aClient(Array(20).fill({ status: 301, headers: { location: '/x' } }));
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).message).toContain('redirects in a loop');
    expect(requests.length).toBeLessThan(8);
  });

  it('keeps three seconds between two requests to arXiv, tries that failed included', async () => {
    const at: number[] = [];
    const note = (status: number) => () => {
      at.push(client.clock.now());
      return { status, body: 'x' };
    };
    const client = aClient([200, 500, 500, 200, 200].map(note));
    const { http, clock } = client;
    const begun = clock.now();
    await Promise.all([1, 2, 3].map((n) => http.get(`${ARXIV}/${n}`, 'application/atom+xml')));
    expect(at.map((ms) => ms - begun)).toEqual([0, 3000, 6000, 9000, 12_000]);
  });

  it('is not held up for hours by a clock that was set back', async () => {
    const { http, clock, slept } = aClient([{ body: 'a' }, { body: 'b' }]);
    await http.get(`${ARXIV}/1`, JSON_TYPE);
    clock.advance(-3_600_000);
    await http.get(`${ARXIV}/2`, JSON_TYPE);
    expect(slept).toEqual([3000]);
  });

  it('does not make Hugging Face wait for arXiv, not even when both have one address', async () => {
    const { http, slept } = aClient(Array(3).fill({ body: 'x' }), {
      origins: [
        { url: HF, concurrency: 4 },
        { url: `${HF}/arxiv`, concurrency: 1, minIntervalMs: 3000 },
      ],
    });
    await Promise.all([1, 2, 3].map((n) => http.get(`${HF}/${n}`, JSON_TYPE)));
    expect(slept).toEqual([]);
  });

  it('stops at once when the process stops', async () => {
    const stop = new AbortController();
    const { http, requests } = aClient([{ body: 'x' }], { signal: stop.signal });
    stop.abort();
    expect((await failure(http.get(`${HF}/x`, JSON_TYPE))).code).toBe('source-stopped');
    expect(requests).toEqual([]);
  });
});
