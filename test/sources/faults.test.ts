import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ELSEWHERE, type HfFault, type HfServer, startHfServer } from '../../loopback/hugging-face/index.ts';
import { hfItems } from '../../loopback/hugging-face/items.ts';
import { SourceError } from '../../src/core/base/errors.ts';
import { createHttp, type HttpOptions } from '../../src/sources/http/client.ts';
import { createSources } from '../../src/sources/index.ts';
import { aClock, aLog, until } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';

const DAY = '2026-04-30';
const QUERY = { kind: 'day', day: DAY } as const;

let hf: HfServer;
beforeEach(async () => {
  hf = await startHfServer({ today: DAY, days: { [DAY]: hfItems(150) } });
});
afterEach(() => hf.close());

/** The real `fetch`, the real client, short timeouts. */
function sourcesAt(url: string, options: Partial<HttpOptions> = {}) {
  const log = aLog();
  const slept: number[] = [];
  const clock = aClock();
  const http = createHttp({
    origins: [
      { url, concurrency: 4 },
      { url, concurrency: 1, minIntervalMs: 3000 },
    ],
    ...{ userAgent: 'Paperboy/test', clock, log, timeoutMs: 500, backoffMs: 1, maxBytes: 1_000_000 },
    sleep: async (ms) => {
      slept.push(ms);
      clock.advance(ms);
    },
    ...options,
  });
  return {
    sources: createSources({ http, huggingFaceUrl: url, arxivUrl: url, parsers: IN_PROCESS, log }),
    log,
    slept,
  };
}

describe('a source that misbehaves', () => {
  it.each<[HfFault, number]>([
    ['500', 3],
    ['close', 3],
    ['reset', 3],
    ['hang', 1],
    ['stall', 1],
    ['429', 1],
    ['503', 1],
  ])('and gets over it (%s, %i times) gives its whole list in the end', async (fault, times) => {
    hf.fault(fault, times);
    const { sources } = sourcesAt(hf.url);
    const { papers, source } = await sources.list(QUERY);
    expect(papers).toHaveLength(150);
    expect(source).toBe('Hugging Face');
    expect(hf.requests).toHaveLength(times + 2);
  });

  it.each<HfFault>([
    '500',
    'close',
    'reset',
    'hang',
    'stall',
    'garbage',
    'shape',
    'strings',
    'endless',
    'redirect',
  ])('permanently in its API (%s) is replaced by its page', async (fault) => {
    hf.fault(fault, 99, '/api/');
    const { sources } = sourcesAt(hf.url, { timeoutMs: 300 });
    const { papers, source } = await sources.list(QUERY);
    expect(papers).toHaveLength(150);
    expect(source).toBe('Hugging Face (page)');
  });

  it.each<HfFault>([
    '500',
    '429',
    'hang',
    'close',
    'stall',
    'reset',
    'garbage',
    'shape',
    'strings',
    'endless',
    'redirect',
  ])('everywhere (%s) is a failure, never an empty day', async (fault) => {
    hf.fault(fault, 99);
    const { sources } = sourcesAt(hf.url, { timeoutMs: 30 });
    await expect(sources.list(QUERY)).rejects.toThrow(SourceError);
    for (const { path } of hf.requests) expect(path).toMatch(/^\/(?:api\/daily_papers|papers\/date\/)/);
  });

  it('and sends us elsewhere is not followed', async () => {
    hf.fault('redirect', 1);
    const { sources } = sourcesAt(hf.url);
    await expect(sources.fetchPaper('2604.00001')).rejects.toThrow(
      `${new URL(ELSEWHERE).origin} is not one of the configured sources`,
    );
  });

  it('and is not there at all is named, with what to check', async () => {
    await hf.close();
    const { sources } = sourcesAt(hf.url);
    const error = await sources.list(QUERY).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'source-unreachable', fix: expect.stringContaining('network') });
    expect((error as Error).message).toContain('ECONNREFUSED');
  });

  it.each<HfFault>(['hang', 'stall'])('in the middle of a stop (%s) does not hold it up', async (fault) => {
    const stop = new AbortController();
    hf.fault(fault, 9);
    const { sources } = sourcesAt(hf.url, { signal: stop.signal, timeoutMs: 60_000 });
    const work = sources.list(QUERY).catch((reason: unknown) => reason);
    await until(() => hf.requests.length === 1, 'the request is there');
    stop.abort();
    expect(await work).toMatchObject({ code: 'source-stopped' });
  });

  it('and asks for a pause does not hold up a stop either', async () => {
    const stop = new AbortController();
    const { sources } = sourcesAt(hf.url, {
      signal: stop.signal,
      sleep: undefined,
    });
    hf.fault('429', 9);
    const work = sources.list(QUERY).catch((reason: unknown) => reason);
    await until(() => hf.requests[0]?.status === 429, 'the pause is asked for');
    stop.abort();
    expect(await work).toMatchObject({ code: 'source-stopped' });
    expect(hf.requests).toHaveLength(1);
  });

  it('is asked once for what did not change', async () => {
    const { sources } = sourcesAt(hf.url);
    const first = await sources.list(QUERY);
    expect(await sources.list(QUERY)).toEqual(first);
    expect(hf.requests.map(({ status }) => status)).toEqual([200, 200, 304, 304]);
    hf.setDay(DAY, hfItems(151));
    expect((await sources.list(QUERY)).papers).toHaveLength(151);
  });
});
