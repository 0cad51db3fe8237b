import { describe, expect, it } from 'vitest';
import type { StoredSummary, SummaryKey } from '../../../src/core/summary/summary.ts';
import { aStore, usedDatabase } from '../temp-store.ts';

const KEY: SummaryKey = {
  paperId: '2604.00001',
  style: 'bullets',
  language: 'pt-BR',
  model: 'small:3b',
  promptVersion: 1,
};
const aSummary = (text: string): StoredSummary => ({
  textChecksum: 'abc',
  summary: {
    ...{ style: 'bullets', points: [{ label: 'Method', text }], source: 'full' },
    notes: [{ code: 'invented-dropped', values: { inventions: ['GPT-9'] } }],
  },
});

describe('stored summaries', () => {
  it('come back as they were, and a later one replaces them', async () => {
    const { summaries } = await aStore();
    expect(await summaries.find(KEY)).toBeUndefined();
    await summaries.put(KEY, aSummary('first'));
    await summaries.put(KEY, aSummary('second'));
    expect(await summaries.find(KEY)).toEqual(aSummary('second'));
  });

  it.each<Partial<SummaryKey>>([
    { paperId: '2604.00002' },
    { style: 'tldr' },
    { language: 'en' },
    { model: 'large' },
    { promptVersion: 2 },
  ])('are distinguished by %o', async (other) => {
    const { summaries } = await aStore();
    await summaries.put(KEY, aSummary('mine'));
    expect(await summaries.find({ ...KEY, ...other })).toBeUndefined();
  });

  it.each([
    '{',
    '{}',
    '{"style":"tldr","source":"full","points":[1],"notes":[]}',
    '{"style":"tldr","source":"full","points":[],"notes":["one"]}',
  ])('that hold %s are called damaged, with the table and the paper', async (text) => {
    const location = usedDatabase().createLocation();
    const { summaries } = await aStore(location);
    await summaries.put(KEY, aSummary('mine'));
    await usedDatabase().run(location, `update summary set summary = '${text}'`);
    await expect(summaries.find(KEY)).rejects.toMatchObject({
      code: 'store-damaged',
      message: expect.stringMatching(/2604\.00001.*summary/),
    });
  });
});

describe('what summaries cost', () => {
  it('is nothing on a day without any, and adds up by day', async () => {
    const { summaries } = await aStore();
    const call = { calls: 1, inputTokens: 900, outputTokens: 80, cost: 0.25 };
    expect(await summaries.sumSpend('2026-04-30')).toEqual({
      calls: 0,
      inputTokens: 0,
      outputTokens: 0,
      cost: 0,
    });
    await summaries.addSpend('2026-04-29', call);
    await Promise.all([1, 2, 3].map(() => summaries.addSpend('2026-04-30', call)));
    expect(await summaries.sumSpend('2026-04-30')).toEqual({
      calls: 3,
      inputTokens: 2700,
      outputTokens: 240,
      cost: 0.75,
    });
  });

  it('adds up over two processes', async () => {
    const location = usedDatabase().createLocation();
    const [one, two] = [await aStore(location), await aStore(location)];
    const call = { calls: 1, inputTokens: 1, outputTokens: 1, cost: 0.5 };
    await Promise.all(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? one : two).summaries.addSpend('2026-04-30', call)),
    );
    expect(await one.summaries.sumSpend('2026-04-30')).toMatchObject({ calls: 20, cost: 10 });
  });
});
