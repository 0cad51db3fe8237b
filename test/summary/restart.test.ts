import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../loopback/model-server.ts';
import type { SummaryStore } from '../../src/core/summary/summary.ts';
import { createSummarizer } from '../../src/summary/fallback-chain.ts';
import type { BudgetSettings } from '../../src/summary/model/budget.ts';
import { createModel } from '../../src/summary/model/model.ts';
import { aPath, aStore } from '../store/temp-store.ts';
import { aClock, aLog, aPaper } from '../support/builders.ts';
import { IN_PROCESS } from '../support/in-process.ts';

const WRITTEN = {
  quote: 'We present a small model. It reads large papers.',
  sentences: ['A small model reads large papers twice as fast as its teacher.'],
};

describe('after a restart, with the store on disk', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.asked.length = 0;
    server.will({ kind: 'says', content: WRITTEN, usage: { prompt_tokens: 4_000, completion_tokens: 100 } });
  });

  const clock = aClock('2026-04-30T12:00:00Z');
  const aBot = (store: SummaryStore, name = 'small:3b', budget: BudgetSettings = {}) =>
    createSummarizer({
      ...{ store, budget, clock, log: aLog(), readers: IN_PROCESS },
      model: createModel({ baseUrl: server.baseUrl, model: name }),
    });

  it('a written summary is there and costs nothing again, and another model writes its own', async () => {
    const path = aPath();
    const before = await aBot((await aStore(path)).summaries).summarize(aPaper(), 'tldr', 'en-GB');
    const { summaries } = await aStore(path);
    expect(await aBot(summaries).summarize(aPaper(), 'tldr', 'en')).toEqual(before);
    expect(server.asked).toHaveLength(1);
    await aBot(summaries, 'large').summarize(aPaper(), 'tldr', 'en');
    expect(server.asked).toHaveLength(2);
    expect(await summaries.sumSpend('2026-04-30')).toMatchObject({ calls: 2, inputTokens: 8_000 });
  });

  it('a budget that was used up stays so until the next day', async () => {
    const path = aPath();
    const budget = { costPerDay: 0.035, pricePerMillion: { input: 2, output: 10 } };
    const ask = async (id: string) =>
      aBot((await aStore(path)).summaries, 'small:3b', budget).summarize(aPaper({ id }), 'tldr', 'en');
    expect((await ask('2604.00001')).by).toContain('small:3b');
    expect(await ask('2604.00002')).toMatchObject({
      by: 'from the abstract',
      notes: [expect.stringContaining('budget')],
    });
    clock.set('2026-05-01T00:00:00Z');
    expect((await ask('2604.00002')).by).toContain('small:3b');
    expect(server.asked).toHaveLength(2);
  });
});
