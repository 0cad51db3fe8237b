import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ModelServer, startModelServer } from '../../../loopback/model-server.ts';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { findStrayLanguage } from '../../../src/summary/grounding/stray-language.ts';
import { createModel } from '../../../src/summary/model/model.ts';
import { aClock, aLog, aPaper } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { memoryStore } from '../memory-store.ts';

const ENGLISH =
  'FlashDiff is a diffusion transformer with linear attention that reaches an FID of 1.9 on ImageNet.';

describe('the language of an answer', () => {
  it.each([
    [
      'de',
      'FlashDiff ist ein Diffusion Transformer mit Linear Attention und erreicht auf ImageNet einen FID von 1,9.',
    ],
    ['de', 'Chain-of-Thought Prompting mit Self-Consistency verbessert GPT-4o auf GSM8K um 12 Prozent.'],
    ['fr', 'Le Chain-of-Thought Prompting avec Self-Consistency améliore GPT-4o de 12 % sur GSM8K.'],
    ['nl', 'Een Mixture of Experts of een dicht model: in beide gevallen is de winst van de KV-cache klein.'],
    ['da', 'Modellen kan have brug for to eller flere trin, men er hurtigere end H2O på LongBench.'],
    ['pl', 'FlashDiff, Diffusion Transformer z Linear Attention, osiąga FID 1,9 na ImageNet 256x256.'],
    ['pt-BR', 'O FlashDiff, quando o modelo for grande, atinge um FID de 1,9 no ImageNet 256x256.'],
    ['ru', 'FlashDiff — Diffusion Transformer с Linear Attention — достигает FID 1,9 на ImageNet.'],
    ['ja', 'FlashDiff は Linear Attention を用いた Diffusion Transformer で、FID 1.9 を達成。'],
    ['ko', 'Sieve는 중요한 토큰만 유지하는 KV cache로, LongBench에서 H2O보다 3.5배 빠르다.'],
    ['zh', 'FlashDiff 是采用 Linear Attention 的 Diffusion Transformer，FID 达到 1.9。'],
    ['sr', 'Sieve čuva samo važne tokene i 3,5 puta je brži od H2O.'],
    ['en', ENGLISH],
    ['en', 'It gives the bound $O(\\alpha\\beta\\gamma)$, or αβγ, for GNNs.'],
    ['tlh', 'FlashDiff ’oH Diffusion Transformer’e’.'],
  ])('is %s: %s', (language, sentence) => {
    expect(findStrayLanguage([sentence], language)).toBeUndefined();
  });

  it.each(['de', 'fr', 'pt-BR', 'ru', 'ja', 'zh', 'sr'])('is English and not %s', (language) => {
    expect(findStrayLanguage([ENGLISH], language)).toEqual({ code: 'in-english', values: { language } });
  });

  it('is recognized by one sentence of three', () => {
    const german = 'Das Modell ist schnell.';
    expect(findStrayLanguage([german, ENGLISH, german], 'de')?.code).toBe('in-english');
  });

  it.each([
    ['zh', 'FlashDiff は Linear Attention を用いた Diffusion Transformer です。'],
    ['ja', '我们提出了一种只保留重要词元的缓存。'],
    ['ru', 'Chain-of-Thought Prompting améliore GPT-4o.'],
    ['de', '我们提出了一种只保留重要词元的缓存。'],
    ['en', '我们提出了一种只保留重要词元的缓存。'],
  ])('is not %s by its letters: %s', (language, sentence) => {
    expect(findStrayLanguage([sentence], language)).toEqual({ code: 'other-language', values: { language } });
  });
});

describe('a model that writes in another language than asked', () => {
  const abstract =
    'We propose Sieve, a cache that keeps the tokens that matter. It is 3.5 times faster than H2O.';
  const english = 'Sieve is a cache that keeps the tokens that matter and is 3.5 times faster than H2O.';
  const answerIn = (translation: string) => ({
    kind: 'says' as const,
    content: {
      quote: 'We propose Sieve, a cache that keeps the tokens that matter',
      sentences: [{ english, translation }],
    },
  });

  let server: ModelServer;
  const store = memoryStore();
  beforeAll(async () => {
    server = await startModelServer();
  });
  afterAll(() => server.close());
  beforeEach(() => {
    server.asked.length = 0;
  });

  function summarize(language: string) {
    const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1', apiKey: 'sk', timeoutMs: 5_000 });
    const summarizer = createSummarizer({
      model,
      store,
      clock: aClock(),
      log: aLog(),
      readers: IN_PROCESS,
      budget: {},
    });
    return summarizer.summarize(aPaper({ title: 'Sieve', abstract }), 'tldr', language);
  }

  it('is asked once more, and its corrected answer taken', async () => {
    const german = 'Sieve ist ein Cache, der die wichtigen Tokens behält, und 3,5-mal schneller als H2O.';
    server.will(answerIn(english), answerIn(german));
    const { points, notes } = await summarize('de');
    expect(points).toEqual([{ text: german }]);
    expect(notes).toEqual([]);
    expect(server.asked[1]?.body.messages.at(-1)?.content).toContain('written in English, not in German');
  });

  it('gives way when it does so again, and the reader sees why', async () => {
    server.will(answerIn(english));
    const { by, notes } = await summarize('ja');
    expect(by).toBe('from the abstract');
    expect(notes).toEqual([
      'No model wrote this: fake-1 did not write in Japanese.',
      'This summary is in English.',
    ]);
    expect(server.asked).toHaveLength(2);
    expect([...store.stored.keys()].join()).not.toContain('"ja"');
  });
});
