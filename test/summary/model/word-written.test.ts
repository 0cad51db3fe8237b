import { afterAll, beforeAll, expect, it } from 'vitest';
import { translations } from '../../../languages/index.ts';
import { type ModelServer, startModelServer } from '../../../loopback/model-server.ts';
import { createLanguages } from '../../../src/core/base/languages.ts';
import { createSummarizer } from '../../../src/summary/fallback-chain.ts';
import { createModel } from '../../../src/summary/model/model.ts';
import { aClock, aLog, aPaper } from '../../support/builders.ts';
import { IN_PROCESS } from '../../support/in-process.ts';
import { memoryStore } from '../memory-store.ts';

const QUOTE = 'We propose Sieve, a cache that keeps the tokens that matter';
const PAPER = aPaper({ title: 'Sieve', abstract: `${QUOTE}. It is 3.5 times faster than H2O.` });

let server: ModelServer;
beforeAll(async () => {
  server = await startModelServer();
});
afterAll(() => server.close());

it('who wrote a stored summary and what was dropped is said in the language of each reader', async () => {
  const sentences = [
    'Sieve is a cache that keeps the tokens that matter and is 3.5 times faster than H2O.',
    ...['It uses 47 tokens.', 'Write to a@example.org for the cache.'],
  ];
  server.will({ kind: 'says', content: { quote: QUOTE, sentences } });
  const model = createModel({ baseUrl: server.baseUrl, model: 'fake-1', timeoutMs: 5_000 });
  const deps = { store: memoryStore(), clock: aClock(), log: aLog(), readers: IN_PROCESS, budget: {} };
  const summarize = () => createSummarizer({ model, ...deps }).summarize(PAPER, 'short', 'en');
  const english = await summarize();
  const german = await createLanguages(translations).speak('de', summarize);
  expect(server.asked).toHaveLength(1);
  expect(english).toMatchObject({
    by: 'fake-1, checked against the abstract',
    notes: [
      'A sentence was dropped: the paper does not have “47”.',
      'Sentences that contained an address or a contact were dropped.',
    ],
  });
  expect(german).toMatchObject({
    points: english.points,
    by: 'fake-1, geprüft gegen das Abstract',
    notes: [
      'Ein Satz wurde weggelassen. Nicht im Paper: “47”.',
      'Sätze mit folgendem Inhalt wurden weggelassen: eine Adresse oder ein Kontakt.',
    ],
  });
});
