import { expect, it, onTestFinished } from 'vitest';
import { startModelServer } from '../../../loopback/model-server.ts';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { createModel } from '../../../src/summary/model/model.ts';
import { aClock, aLog, aPaper } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { memoryStore } from '../memory-store.ts';

it('an answer without a text, as of a model that thought for too long, is counted in the day’s budget', async () => {
  const server = await startModelServer();
  onTestFinished(() => server.close());
  const usage = { prompt_tokens: 2_000, completion_tokens: 3_000 };
  server.will({ kind: 'says', content: '', usage });
  const [store, clock] = [memoryStore(), aClock('2026-04-30T08:00:00Z')];
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1', timeoutMs: 5_000 });
  const { summarize } = createSummarizer({
    model,
    store,
    clock,
    log: aLog(),
    readers: IN_PROCESS,
    budget: { tokensPerDay: 9_000 },
  });
  const paper = aPaper({
    abstract: 'Long contexts make models slow. We propose Sieve, a cache that forgets well.',
  });

  const first = await summarize(paper, 'tldr', 'en');
  expect(first.notes[0]).toBe('No model wrote this: the model server answered without a text.');
  expect(await store.sumSpend('2026-04-30')).toMatchObject({
    calls: 1,
    inputTokens: 2_000,
    outputTokens: 3_000,
  });
  await summarize(paper, 'short', 'en');
  const third = await summarize(paper, 'tldr', 'de');
  expect(third.notes[0]).toContain('today’s budget for the model is used up');
  expect(server.asked).toHaveLength(2);
});
