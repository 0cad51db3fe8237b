import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../loopback/model-server.ts';
import type { SummaryStyle } from '../../../src/core/summary/summary.ts';
import { FairQueue } from '../../../src/summary/calls/fair-queue.ts';
import { createSummarizer, type SummarizerOptions } from '../../../src/summary/fallback-chain.ts';
import { createBudget, withDefaultBudget } from '../../../src/summary/model/budget.ts';
import { createModel } from '../../../src/summary/model/model.ts';
import { aClock, aLog, aPaper, papers, until } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { memoryStore } from '../memory-store.ts';

const STYLES: readonly SummaryStyle[] = ['tldr', 'short', 'bullets'];
const PAPERS = papers(48, {
  abstract: 'We present a small model. It reads large papers. It is twice as fast.',
});

let server: ModelServer;
beforeEach(async () => {
  server = await startModelServer();
});
afterEach(() => server.close());

/** Says nothing usable after a while, so that each summary takes two calls; counts how many wait at once. */
function slowServer() {
  const seen = { now: 0, most: 0 };
  server.will(() => {
    seen.now += 1;
    seen.most = Math.max(seen.most, seen.now);
    const after = new Promise((resolve) => setTimeout(resolve, 10)).then(() => {
      seen.now -= 1;
    });
    return { kind: 'says', content: 'no', after };
  });
  return seen;
}

function aSummarizer(options: Partial<SummarizerOptions> = {}) {
  return createSummarizer({
    model: createModel({ baseUrl: server.baseUrl, model: 'fake-1' }),
    ...{ store: memoryStore(), budget: {}, clock: aClock(), log: aLog(), readers: IN_PROCESS },
    ...options,
  });
}

describe('a burst of 144 summaries', () => {
  it('makes four calls at once, and fetches each full text once for its three styles', async () => {
    const seen = slowServer();
    const fetched: string[] = [];
    const fullText: SummarizerOptions['fullText'] = async ({ id }) => {
      fetched.push(id);
      await new Promise((resolve) => setTimeout(resolve, 5));
      return [{ heading: '1 Introduction', text: 'It reads large papers.' }];
    };
    const summarizer = aSummarizer({ fullText });
    const asked = PAPERS.flatMap((paper, i) =>
      STYLES.map((style) =>
        summarizer.summarize(paper, style, 'en', undefined, undefined, `person ${i % 6}`),
      ),
    );
    expect(await Promise.all(asked)).toHaveLength(144);
    expect(server.asked).toHaveLength(288);
    expect(seen.most).toBe(4);
    // The provider after the model reads it once more, for the bullets that the abstract does not give.
    expect(fetched.filter((id) => id === PAPERS[0]?.id).length).toBeLessThanOrEqual(2);
  });

  it('of one person leaves room for another, who does not wait for it', async () => {
    slowServer();
    const summarizer = aSummarizer();
    const ask = (i: number, asker: string) =>
      summarizer.summarize(PAPERS[i] ?? aPaper(), 'tldr', 'en', undefined, undefined, asker);
    let done = 0;
    const many = Array.from({ length: 40 }, (_, i) => ask(i, 'busy').then(() => (done += 1)));
    await until(() => server.asked.length > 0, 'the first is asked');
    await ask(45, 'other');
    expect(done).toBeLessThan(10);
    await Promise.all(many);
  });
});

describe('the queue', () => {
  const work = (asker: string, run: () => Promise<unknown>, signal = new AbortController().signal) => ({
    ...{ asker, run, signal },
    onWait: () => undefined,
  });

  it('gives each of those who wait the next place in turn', async () => {
    const queue = new FairQueue({ concurrency: 1 });
    const order: string[] = [];
    const add = (asker: string) => queue.add(work(asker, async () => void order.push(asker)));
    await Promise.all(['a', 'a', 'a', 'b', 'b', 'c'].map(add));
    expect(order.join('')).toBe('aabcab');
  });

  it('drops those who gave up or waited for too long, and goes on', async () => {
    const queue = new FairQueue({ concurrency: 1, mostWaitMs: 20 });
    const held = Promise.withResolvers<void>();
    const first = queue.add(work('a', () => held.promise));
    const stop = new AbortController();
    const left = queue.add(work('b', async () => 'b', stop.signal));
    stop.abort(new Error('left'));
    await expect(left).rejects.toThrow('left');
    await expect(queue.add(work('c', async () => 'c'))).rejects.toMatchObject({ code: 'model-busy' });
    held.resolve();
    await first;
    expect(await queue.add(work('d', async () => 'd'))).toBe('d');
  });

  it('refuses the 51st of one person at once, and rethrows what work throws', async () => {
    const queue = new FairQueue({ concurrency: 1 });
    const held = Promise.withResolvers<void>();
    const all = Array.from({ length: 52 }, () => queue.add(work('a', () => held.promise)));
    await expect(all[51]).rejects.toMatchObject({ code: 'model-busy' });
    held.resolve();
    await Promise.all(all.slice(0, 51));
    await expect(queue.add(work('a', () => Promise.reject(new Error('broke'))))).rejects.toThrow('broke');
    expect(await queue.add(work('a', async () => 'a'))).toBe('a');
  });
});

it('what costs money has a daily budget, unless another is set', async () => {
  const pricePerMillion = { input: 0.1, output: 0.5 };
  expect(withDefaultBudget({ pricePerMillion })).toMatchObject({ tokensPerDay: 2_000_000 });
  for (const settings of [
    { pricePerMillion: { input: 0, output: 0 } },
    { pricePerMillion, costPerDay: 1 },
    { pricePerMillion, tokensPerDay: 5 },
  ])
    expect(withDefaultBudget(settings)).toEqual(settings);
  const budget = createBudget(withDefaultBudget({ pricePerMillion }), memoryStore(), aClock());
  expect(await budget.reserve({ inputTokens: 2_000_001, outputTokens: 0 })).toBeUndefined();
});
